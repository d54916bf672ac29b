/** Preloaded last: takes all preloads (`-r <module>`) off the command line, so that the app finds there what it always does. */
for (let at = process.argv.indexOf('-r'); at > 0; at = process.argv.indexOf('-r')) process.argv.splice(at, 2);
