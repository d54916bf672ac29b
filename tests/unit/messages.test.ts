import { afterEach, describe, expect, it } from 'vitest';
import { messageText as inEnglish } from '../../main/core/model/english.ts';
import type { Message } from '../../main/core/model/messages.ts';
import type { Reason } from '../../main/core/model/reasons.ts';
import type { StoreProblem } from '../../main/core/model/store-error.ts';
import { messageText as inTerminal, speak } from '../../main/terminal/output/language.ts';
import type { Message as WindowMessage } from '../../preload/contract/contract.ts';
import { createFormat } from '../../renderer/i18n/format.ts';
import { createI18n } from '../../renderer/i18n/i18n.ts';
import { sentence } from '../../renderer/i18n/sentence.ts';

type Known = Reason | Message;
/** Where several codes share a shape, each is one of it. */
type Of<Code, K = Known> = K extends { readonly code: infer C } ? (Code extends C ? K : never) : never;
type OneOfEach = { readonly [Code in Known['code']]: Of<Code> };

const sentencesIn = (language: string) => {
  const { t } = createI18n(language);
  return (message: WindowMessage) => sentence(message, { t, format: createFormat(language, t) });
};
const [english, german] = [sentencesIn('en'), sentencesIn('de')];

const plain = <Code extends string>(...codes: Code[]) =>
  Object.fromEntries(codes.map((code) => [code, { code }])) as { [C in Code]: { readonly code: C } };

const because = { code: 'proxy_silent', proxy: 'proxy.example:8080' } as const;
const [path, other] = ['/docs/a', '/docs'];

/** One of each code. The type makes sure that none is missing. */
const SAMPLES: OneOfEach = {
  ...plain('hidden_file', 'office_lock_file', 'no_extension', 'empty_file', 'not_found', 'not_a_file'),
  ...plain('symlink_loop', 'link_leads_out', 'duplicate', 'file_vanished', 'file_changed', 'infected'),
  ...plain('access_forbidden', 'lost_by_server'),
  conversion_failed: { code: 'conversion_failed', because: { code: 'document_damaged' } },
  conversion_disk_error: { code: 'conversion_disk_error', error: 'EIO' },
  ...plain('divided_otherwise', 'unsafe_name', 'conversion_disk_full'),
  page_too_large: { code: 'page_too_large', page: 3 },
  ...plain('document_without_text', 'document_damaged', 'document_encrypted', 'archive_without_files'),
  ...plain(
    'conversion_too_slow',
    'conversion_too_costly',
    'line_too_large',
    'office_missing',
    'office_failed',
  ),
  type_not_allowed: { code: 'type_not_allowed', extension: '.exe', allowedExtensions: ['.csv', '.pdf'] },
  too_large: { code: 'too_large', sizeBytes: 20_971_520, maxSizeBytes: 10_485_760 },
  unreadable: { code: 'unreadable', because: { code: 'permission_denied' } },
  file_unreadable: { code: 'file_unreadable', because: 'EACCES' },
  processing_failed: { code: 'processing_failed', step: 'Layout' },
  name_refused: { code: 'name_refused', detail: 'too long' },
  request_refused: { code: 'request_refused', detail: { code: 'answered_status', status: 400 } },
  storage_refused: { code: 'storage_refused', detail: { code: 'answered', said: 'No', status: 403 } },
  refused_as_too_large: { code: 'refused_as_too_large', sizeBytes: 20_971_520 },
  storage_unreachable: { code: 'storage_unreachable', because },
  server_error: { code: 'server_error', detail: { code: 'answered_status', status: 503 } },
  network_error: { code: 'network_error', detail: { code: 'connection_cut' } },
  unexpected_answer: { code: 'unexpected_answer', detail: { code: 'not_json' } },
  internal_error: { code: 'internal_error', detail: 'x is not a function' },
  answered: { code: 'answered', said: 'As scripted', status: 500 },
  answered_status: { code: 'answered_status', status: 500 },
  it_answered: { code: 'it_answered', status: 404 },
  address_too_long: { code: 'address_too_long', status: 414 },
  signed_headers: { code: 'signed_headers', headers: 'x-amz-acl', status: 403 },
  connection_error: { code: 'connection_error', error: 'EWHATEVER' },
  proxy_silent: because,
  proxy_wants_login: { code: 'proxy_wants_login', proxy: 'proxy.example' },
  proxy_forbids: { code: 'proxy_forbids', proxy: 'proxy.example' },
  proxy_finds_no_way: { code: 'proxy_finds_no_way', proxy: 'proxy.example', status: 502 },
  proxy_unsupported: { code: 'proxy_unsupported', name: 'QUIC' },
  ...plain('proxy_address_not_valid', 'name_unknown', 'name_not_looked_up', 'no_connections_taken'),
  ...plain(
    'no_network',
    'no_way',
    'no_answer',
    'certificate_untrusted',
    'connection_cut',
    'certificate_out_of_date',
    'another_answers',
  ),
  ...plain('no_answer_in_time', 'not_json', 'far_too_long', 'unsafe_address', 'not_of_the_api'),
  ...plain(
    'storage_elsewhere',
    'storage_too_early',
    'drive_silent',
    'file_keeps_changing',
    'sent_by_another',
    'urls_expired',
    'not_valid',
    'permission_denied',
  ),
  ...plain('file_in_use', 'too_many_open_files', 'name_too_long', 'disk_error', 'dangling_link'),
  ...plain('name_not_text', 'id_of_another'),
  plain: { code: 'plain', because: { code: 'connection_cut' } },
  unreachable: { code: 'unreachable', because },
  unanswered: { code: 'unanswered', because: { code: 'no_answer_in_time' } },
  not_understood: { code: 'not_understood', because: 'body: expected object' },
  unsafe_answer: { code: 'unsafe_answer', because: { code: 'unsafe_address' } },
  refused_by_storage: { code: 'refused_by_storage', because: { code: 'storage_elsewhere' } },
  storage_out_of_reach: { code: 'storage_out_of_reach', because: { code: 'no_way' } },
  server_in_trouble: { code: 'server_in_trouble', because: { code: 'answered_status', status: 503 } },
  storage_in_trouble: { code: 'storage_in_trouble', because: { code: 'no_way' } },
  ...plain('base_url_missing', 'base_url_no_address', 'base_url_unprotected', 'base_url_with_login'),
  ...plain('base_url_with_query', 'base_url_refused', 'key_missing', 'key_characters', 'key_refused'),
  ...plain('user_id_missing', 'user_id_no_uuid', 'user_id_refused', 'set_by_organisation'),
  key_refused_saying: { code: 'key_refused_saying', said: 'expired' },
  user_id_refused_saying: { code: 'user_id_refused_saying', said: 'no UUID' },
  not_the_api: { code: 'not_the_api', because: { code: 'it_answered', status: 404 } },
  no_trusted_server: { code: 'no_trusted_server', error: 'CERT_HAS_EXPIRED' },
  ...plain('test_works', 'test_works_at_limit', 'test_no_answer', 'test_limit_reached'),
  test_failed: { code: 'test_failed', error: 'out of memory' },
  list_salvaged: { code: 'list_salvaged', aside: '/data/hoist.db.damaged', taken: 12 },
  list_salvaged_partly: { code: 'list_salvaged_partly', aside: '/data/hoist.db.damaged', taken: 12 },
  ...plain('row_unreadable'),
  rows_unreadable: { code: 'rows_unreadable', count: 3 },
  ...plain('folder_gone', 'folder_drive_error', 'folder_host_down', 'folder_is_a_file', 'folder_forbidden'),
  folder_unreadable: { code: 'folder_unreadable', error: 'EIO' },
  folder_missing: { code: 'folder_missing', path },
  folder_no_folder: { code: 'folder_no_folder', path },
  folder_watched: { code: 'folder_watched', path },
  folder_inside_watched: { code: 'folder_inside_watched', path, other },
  folder_holds_watched: { code: 'folder_holds_watched', path, other },
  ...plain('folder_not_absolute', 'folder_not_watched_any_more', 'time_out_of_range'),
  pattern_not_valid: { code: 'pattern_not_valid', pattern: '[' },
  ...plain('target_not_absolute', 'target_is_source', 'target_holds_source'),
  target_watched: { code: 'target_watched', path },
  target_of_another: { code: 'target_of_another', path, other },
  ...plain('stays_behind_link', 'stays_not_permitted', 'stays_read_only', 'stays_no_room', 'stays_in_use'),
  ...plain('stays_changed', 'stays_not_trashed', 'stays_name_too_long', 'stays_target_link'),
  stays: { code: 'stays', error: 'EWHATEVER' },
  ...plain(
    'belongs_to_another_user',
    'open_to_other_users',
    'empty_text',
    'not_an_object',
    'no_regular_file',
  ),
  is_a_link: { code: 'is_a_link', path },
  not_of_administrator: { code: 'not_of_administrator', path },
  writable_by_others: { code: 'writable_by_others', path },
  rights_unknown: { code: 'rights_unknown', path },
  source_empty: { code: 'source_empty', source: '/run/key' },
  source_no_file: { code: 'source_no_file', source: '/run/key' },
  source_too_long: { code: 'source_too_long', source: '/run/key' },
  source_failed: { code: 'source_failed', source: '/run/key', error: 'ENOENT' },
  program_silent: { code: 'program_silent', program: '/usr/bin/vault' },
  program_failed: { code: 'program_failed', program: '/usr/bin/vault', status: '2', said: 'sealed' },
  key_not_read: { code: 'key_not_read', because: { code: 'source_empty', source: '/run/key' } },
  user_id_not_read: { code: 'user_id_not_read', because: { code: 'source_empty', source: '/run/id' } },
  policy_ignored: { code: 'policy_ignored', path, because: { code: 'is_a_link', path } },
  policy_key_for_no_server: { code: 'policy_key_for_no_server', path },
  policy_unknown: { code: 'policy_unknown', path, names: 'locked.colour' },
  policy_wrong: { code: 'policy_wrong', path, names: 'preset.historyDays' },
  holds_a_strange_file: { code: 'holds_a_strange_file', name: 'hoist.db-wal' },
  holds_a_link: { code: 'holds_a_link', name: 'hoist.db-wal' },
  data_folder_busy: { code: 'data_folder_busy', folder: '/data' },
  data_folder_busy_with: { code: 'data_folder_busy_with', folder: '/data', owner: 12 },
  newer_database: { code: 'newer_database', path: '/data/hoist.db' },
  folder_not_private: { code: 'folder_not_private', folder: '/data', why: 'open to all' },
};

const DISK: readonly StoreProblem[] = ['disk_full', 'not_writable', 'not_a_folder', 'no_folder', 'io'];

const usual = (text: string) => text.replaceAll('\u00a0', ' ');

afterEach(() => speak('en'));

describe('a message', () => {
  it.each(Object.values(SAMPLES))('$code: the window and the terminal say the same in English', (sample) => {
    expect(usual(english(sample))).toBe(inEnglish(sample));
  });

  it.each(Object.values(SAMPLES))('$code has a German sentence with all its values', (sample) => {
    const said = german(sample);
    expect(said).not.toBe('');
    expect(said).not.toMatch(/[{}]|undefined|\[object|keine Worte/u);
    if (sample.code !== 'answered') expect(said).not.toBe(english(sample));
    for (const [name, value] of Object.entries(sample)) {
      if (name !== 'code' && typeof value === 'string' && value !== 'EACCES') expect(said).toContain(value);
    }
  });

  it.each(Object.values(SAMPLES))(
    '$code: the window and the terminal say the same in German',
    async (sample) => {
      await speak('de');
      // The window shows the server's steps by names of its own.
      expect(inTerminal(sample)).toBe(usual(german(sample)));
    },
  );

  it.each(DISK)('about the disk, %s, exists in both languages', (code) => {
    expect(english({ code })).toBe(inEnglish({ code }));
    expect(german({ code })).not.toBe(english({ code }));
  });

  it('starts with a capital and ends with one mark, whoever’s text it repeats', () => {
    const said = (text: string) => inEnglish({ code: 'plain', because: text });
    expect([said('as scripted (500)'), said('Busy!'), said('Later.')]).toEqual([
      ...['As scripted (500).', 'Busy!', 'Later.'],
    ]);
    expect(inEnglish({ code: 'unanswered', because: 'Later.' })).toBe('The server did not answer: Later.');
    expect(german({ code: 'unanswered', because: 'Later.' })).toBe(
      'Der Server hat nicht geantwortet: Later.',
    );
  });

  it('of a later version is shown by its code', () => {
    const unknown = { code: 'from_the_future' } as never;
    expect(german(unknown)).toContain('from_the_future');
    expect(inEnglish(unknown)).toBe('from_the_future');
  });

  it('shows sizes and lists as the language writes them', () => {
    const sizes = { code: 'too_large', sizeBytes: 1_600_000, maxSizeBytes: 1_048_576 } as const;
    expect(usual(german(sizes))).toBe('Zu groß (1,5 MB): Dieser Server nimmt höchstens 1 MB an.');
    const byALittle = { ...sizes, sizeBytes: 1_048_600 };
    expect(usual(german(byALittle))).toBe('Um 24 B zu groß: Dieser Server nimmt höchstens 1 MB an.');
    expect(german(SAMPLES.type_not_allowed)).toContain('.csv und .pdf');
    expect(english({ ...SAMPLES.processing_failed, step: null })).toBe(
      'The server could not process this file.',
    );
  });
});
