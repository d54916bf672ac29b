/**
 * Takes the build of fflate that is made for browsers. The one for Node asks for `worker_threads` as it is loaded, which the
 * thread of a conversion must not have, and declares a `require` beside that of the bundler.
 */
export const fflateAlias = [{ find: /^fflate$/, replacement: 'fflate/browser' }];
