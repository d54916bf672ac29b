; Hoist among the programs of “Open with”. The types' own entries are not touched, so that a document goes on being opened
; by the program that opened it before. electron-builder's fileAssociations would take them over.
!macro offerHoistFor EXT
  WriteRegNone SHELL_CONTEXT "Software\Classes\.${EXT}\OpenWithProgids" "Hoist.Document"
!macroend
!macro withdrawHoistFor EXT
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.${EXT}\OpenWithProgids" "Hoist.Document"
!macroend
!macro forEachDocument DO
  !insertmacro ${DO} "pdf"
  !insertmacro ${DO} "docx"
  !insertmacro ${DO} "xlsx"
  !insertmacro ${DO} "csv"
  !insertmacro ${DO} "txt"
!macroend

; The folder of hoist.cmd on the PATH of whom Hoist is installed for. A PATH that NSIS cannot hold whole reads as empty, and
; is left as it is rather than shortened.
!include "WinMessages.nsh"
!include "WordFunc.nsh"
!macro changePath UN ROOT KEY ENTRY
  ReadRegStr $0 ${ROOT} "${KEY}" "Path"
  StrLen $1 "$0;$INSTDIR\bin;;"
  ${if} $0 != ""
  ${andIf} $1 < ${NSIS_MAX_STRLEN}
    ; Only the whole entry is taken out, wherever it stands.
    ${${UN}WordReplace} ";$0;" ";$INSTDIR\bin;" ";" "+" $0
    StrCpy $0 $0 "" 1
    StrCpy $0 $0 -1
    WriteRegExpandStr ${ROOT} "${KEY}" "Path" "$0${ENTRY}"
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
  ${endIf}
!macroend
!macro changePathOfInstallation UN ENTRY
  ${if} $installMode == "all"
    !insertmacro changePath "${UN}" HKLM "SYSTEM\CurrentControlSet\Control\Session Manager\Environment" "${ENTRY}"
  ${else}
    !insertmacro changePath "${UN}" HKCU "Environment" "${ENTRY}"
  ${endIf}
!macroend

!macro customInstall
  !insertmacro changePathOfInstallation "" ";$INSTDIR\bin"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Hoist.Document\Application" "ApplicationName" "Hoist"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Hoist.Document\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Hoist.Document\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  !insertmacro forEachDocument offerHoistFor
!macroend

; What was put into the system goes with the program, but for an update, which comes as an uninstall as well.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    !insertmacro changePathOfInstallation "un." ""
    !insertmacro forEachDocument withdrawHoistFor
    DeleteRegKey SHELL_CONTEXT "Software\Classes\Hoist.Document"
    DeleteRegKey HKCU "Software\Classes\hoist"
    ; By which Windows brings a clicked notification back to Hoist; Electron writes it with the first one.
    DeleteRegKey HKCU "Software\Classes\CLSID\{380187F6-3FC1-402C-B666-A342EE80D137}"
    Delete "$APPDATA\Microsoft\Windows\SendTo\Hoist.lnk"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "com.hoist.desktop"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "com.hoist.desktop"
  ${endIf}
!macroend
