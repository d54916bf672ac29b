import type { ChannelOf, LockedSetting, OrganisationCalls } from '../../../preload/contract/contract.ts';
import { messageText } from '../../core/model/english.ts';
import type { ParsedPolicy } from '../../core/policy/policy.ts';
import type { PolicyName } from '../../core/policy/policy-settings.ts';
import type { Ipc } from '../shell/ipc.ts';
import type { Log } from '../shell/log.ts';

/** Tells the window which settings the organisation has locked, and the log what of its file does not count. */
export function setupOrganisation(app: {
  readonly ipc: Ipc;
  readonly log: Log;
  readonly organisation: ParsedPolicy;
}): void {
  const { ipc, log, organisation } = app;
  const { policy, problems } = organisation;
  const { apiKeyCommand, userIdCommand, ...settings } = policy.locked;
  const locked: readonly LockedSetting[] = [
    ...(Object.keys(settings) as PolicyName[]),
    ...(apiKeyCommand === undefined ? [] : (['apiKey'] as const)),
    ...(userIdCommand === undefined ? [] : (['userId'] as const)),
  ];
  for (const problem of problems) log.info(messageText(problem));
  if (locked.length > 0) log.info(`set by the organisation: ${locked.join(', ')}`);
  ipc.serve<ChannelOf<OrganisationCalls>>({
    'organisation:get': { payload: [], handle: () => ({ locked, problems }) },
  });
}
