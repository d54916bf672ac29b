@echo off
rem `hoist`, the terminal's program: its scripts, run by the Node that comes with the app. The goto leads nowhere and so ends
rem this batch file before Node starts: Ctrl+C is then Node's alone, without "Terminate batch job?". npm's commands do the same.
goto #_undefined_# 2>NUL || title %COMSPEC% & "%~dp0..\resources\command\node.exe" "%~dp0..\resources\command\lib\hoist.mjs" %*
