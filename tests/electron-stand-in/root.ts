/**
 * Linux's root, where `HOIST_STAND_IN_ROOT=1` says so: Chromium refuses to start for it with its sandbox on, and so do
 * its child processes, which have the switches as they are when the page opens. Source: `ZygoteHostImpl::Init` in
 * Chromium's content/browser/zygote_host/zygote_host_impl_linux.cc.
 */
import { switchValue } from './command-line.ts';

/** `refused`: the program itself, or the pages that it opens now, end at once. */
export function runsAsRoot(): 'no' | 'allowed' | 'refused' {
  if (process.env['HOIST_STAND_IN_ROOT'] !== '1') return 'no';
  return switchValue('no-sandbox') === null ? 'refused' : 'allowed';
}
