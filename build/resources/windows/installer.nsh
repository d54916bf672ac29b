; What Hoist put into the system by itself goes with it, but for an update, which comes as an uninstall as well.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\hoist"
    Delete "$APPDATA\Microsoft\Windows\SendTo\Hoist.lnk"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "com.hoist.desktop"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "com.hoist.desktop"
  ${endIf}
!macroend
