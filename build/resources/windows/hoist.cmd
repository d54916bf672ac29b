@echo off
rem The terminal of Hoist: waits for its end and hands its exit code on.
start "" /b /wait "%~dp0..\Hoist.exe" %*
exit /b %ERRORLEVEL%
