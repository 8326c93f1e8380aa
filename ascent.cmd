@echo off
rem The `ascent` command for Windows: what the shell script `ascent` does. Finds a JDK 25 or newer, builds what it runs when a
rem source has changed, and runs it.
rem
rem   JAVA_HOME          the JDK to use, if it is 25 or newer; otherwise the PATH and the usual folders are searched
rem   ASCENT_JAVA_OPTS   more options for the JVM, e.g. -Dascent.kernels=scalar or -XX:UseAVX=2
rem
rem A folder of jars for each state of the sources, named by how many there are and when the last one changed.

setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "apps=%root%\target\app"

set "jdk="
if defined JAVA_HOME call :candidate "%JAVA_HOME%"
if not defined jdk for /f "delims=" %%J in ('where java 2^>nul') do if not defined jdk call :candidate "%%~dpJ.."
if not defined jdk for %%V in ("Eclipse Adoptium" Java Microsoft Zulu Amazon BellSoft) do for /d %%D in ("%ProgramFiles%\%%~V\*") do if not defined jdk call :candidate "%%~D"
if not defined jdk for /d %%D in ("%USERPROFILE%\.jdks\*") do if not defined jdk call :candidate "%%~D"
if not defined jdk (
  echo ascent: no JDK 25 found. Ascent needs a JDK ^(not just a JRE^) of version 25 or newer. 1>&2
  echo ascent: Get one from https://adoptium.net/temurin/releases/?version=25, then set JAVA_HOME to its folder. 1>&2
  exit /b 1
)

call :sources
if not defined key (
  echo ascent: the sources cannot be listed; this needs PowerShell. 1>&2
  exit /b 1
)
set "app=%apps%\windows-%key%"
if not exist "%app%\" call :build || exit /b 1

set "commit="
if exist "%root%\.git" for /f %%C in ('git -C "%root%" rev-parse --verify -q HEAD 2^>nul') do set "commit=%%C"
set "changed="
if defined commit for /f "delims=" %%C in ('git -C "%root%" status --porcelain -- pom.xml "ascent-*" 2^>nul') do set "changed=-dirty"
if defined commit set commit="-Dascent.commit=%commit%%changed%"

set "collector=-XX:+UseSerialGC"
if defined ASCENT_JAVA_OPTS (
  echo %ASCENT_JAVA_OPTS%| findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set "collector="
)

"%jdk%\bin\java.exe" ^
  -XX:CompileCommand=quiet ^
  "-XX:CompileCommand=CompileThresholdScaling,ascent.kernel.Vector*::*,0.005" ^
  "-XX:CompileCommand=BackgroundCompilation,ascent.kernel.Vector*::*,false" ^
  "-XX:CompileCommand=dontinline,ascent.policy.PolicyPass::backward*" ^
  "-XX:CompileCommand=dontinline,ascent.collect.PartCollector::stepRange" ^
  "-XX:CompileCommand=dontinline,ascent.config.Numbers::text" ^
  -Xlog:disable -Xlog:all=warning:stderr "-Xlog:cds*=off:stderr" "-Xlog:aot*=off:stderr" ^
  --add-modules=jdk.incubator.vector ^
  --enable-native-access=ALL-UNNAMED ^
  %collector% %commit% ^
  -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%app%\classes.jsa" ^
  %ASCENT_JAVA_OPTS% -cp "%app%\*" ascent.cli.Main %*
exit /b %ERRORLEVEL%

rem Sets jdk to the folder %1 if that is a JDK 25 or newer.
:candidate
if not exist "%~f1\bin\javac.exe" exit /b 0
set "version="
for /f "tokens=2 delims== " %%V in ('findstr /b "JAVA_VERSION=" "%~f1\release" 2^>nul') do set "version=%%~V"
for /f "tokens=1 delims=." %%V in ("%version%") do if %%V GEQ 25 set "jdk=%~f1"
exit /b 0

rem Sets key to the state of the sources.
:sources
set "key="
for /f %%K in ('powershell -NoProfile -Command "$f = Get-ChildItem -Recurse -File '%root%\pom.xml', '%root%\ascent-*\pom.xml', '%root%\ascent-*\src\main' | Sort-Object LastWriteTimeUtc; '{0}-{1}' -f $f.Count, $f[-1].LastWriteTimeUtc.Ticks"') do set "key=%%K"
exit /b 0

rem Builds the jars into the folder app.
:build
echo ascent: building (the first time, and whenever a source has changed) ... 1>&2
if not exist "%apps%" mkdir "%apps%"
set "mvn=%root%\mvnw.cmd"
for /f "delims=" %%M in ('where mvn.cmd 2^>nul') do set "mvn=%%M"
set "JAVA_HOME=%jdk%"
pushd "%root%"
call "%mvn%" -B -q -pl ascent-cli -am -Dquick -Dmaven.test.skip=true -Dbuild.dir=target/launch package >"%apps%\build.log" 2>&1
set "built=%ERRORLEVEL%"
popd
if not "%built%"=="0" (
  type "%apps%\build.log" 1>&2
  echo ascent: the build failed ^(see above^). 1>&2
  exit /b 1
)
set "new=%apps%\new-%RANDOM%"
mkdir "%new%"
copy /y "%root%\ascent-cli\target\launch\ascent-cli-*.jar" "%new%" >nul
copy /y "%root%\ascent-cli\target\launch\app\*.jar" "%new%" >nul
move "%new%" "%app%" >nul
exit /b 0
