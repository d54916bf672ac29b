import { asSentence } from './format.ts';

/**
 * What Hoist has to say beside the reasons for single files: a code with what belongs to it, which whoever shows it
 * puts into words. {@link messageText} has the English ones.
 */
export type Message =
  | MessagePart
  | WaitMessage
  | ConnectionTestMessage
  | SalvageMessage
  | FolderMessage
  | FolderSettingsMessage
  | ActionFailedMessage;

/** A part of a sentence: Hoist's own words by their code, or somebody else's (the server's, the system's) as they are. */
export type MessageText = string | MessagePart;

/** Why something is so, as a part of a sentence. */
export type MessagePart =
  /** What a server answered: its words, if any, and the HTTP status. */
  | { readonly code: 'answered'; readonly said: string; readonly status: number }
  | { readonly code: 'answered_status' | 'it_answered' | 'address_too_long'; readonly status: number }
  /** `headers` are names, joined by commas. */
  | { readonly code: 'signed_headers'; readonly headers: string; readonly status: number }
  | { readonly code: 'connection_error'; readonly error: string }
  | { readonly code: 'proxy_silent' | 'proxy_wants_login' | 'proxy_forbids'; readonly proxy: string }
  | { readonly code: 'proxy_finds_no_way'; readonly proxy: string; readonly status: number }
  /** `name` is what the system calls a proxy that Hoist cannot speak to. */
  | { readonly code: 'proxy_unsupported'; readonly name: string }
  | { readonly code: PlainMessagePart };

type PlainMessagePart =
  | 'name_unknown'
  | 'name_not_looked_up'
  | 'no_connections_taken'
  | 'no_network'
  | 'no_way'
  | 'no_answer'
  | 'certificate_untrusted'
  | 'certificate_out_of_date'
  | 'another_answers'
  | 'connection_cut'
  | 'no_answer_in_time'
  | 'proxy_address_not_valid'
  | 'not_json'
  | 'far_too_long'
  | 'unsafe_address'
  | 'not_of_the_api'
  | 'storage_elsewhere'
  | 'storage_too_early'
  | 'drive_silent'
  | 'file_keeps_changing'
  | 'urls_expired'
  | 'id_of_another'
  | 'not_valid'
  | 'permission_denied'
  | 'file_in_use'
  | 'too_many_open_files'
  | 'name_too_long'
  | 'disk_error'
  | 'dangling_link'
  | 'name_not_text';

/** Why a step of an upload, or all of them, have to wait. */
export type WaitMessage =
  /** The cause says it all. */
  | { readonly code: 'plain'; readonly because: MessageText }
  | { readonly code: 'unreachable'; readonly because: MessageText }
  | { readonly code: 'unanswered'; readonly because: MessageText }
  | { readonly code: 'not_understood'; readonly because: MessageText }
  | { readonly code: 'unsafe_answer'; readonly because: MessageText }
  | { readonly code: 'refused_by_storage'; readonly because: MessageText }
  | { readonly code: 'storage_out_of_reach'; readonly because: MessageText }
  /** It concerns every file alike. */
  | { readonly code: 'server_in_trouble' | 'storage_in_trouble'; readonly because: MessageText }
  | ConnectionMessage;

/** What is wrong with a base URL, a key or a user id. */
export type ConnectionMessage =
  | { readonly code: 'key_refused_saying' | 'user_id_refused_saying'; readonly said: string }
  | { readonly code: 'not_the_api'; readonly because: MessageText }
  | { readonly code: 'no_trusted_server'; readonly error: string }
  | { readonly code: PlainConnectionMessage };

export type PlainConnectionMessage =
  | 'base_url_missing'
  | 'base_url_no_address'
  | 'base_url_unprotected'
  | 'base_url_with_login'
  | 'base_url_with_query'
  | 'base_url_refused'
  | 'key_missing'
  | 'key_characters'
  | 'key_refused'
  | 'user_id_missing'
  | 'user_id_no_uuid'
  | 'user_id_refused';

/** How a test of a connection ended, where it is none of the troubles. */
export type ConnectionTestMessage =
  | { readonly code: 'test_works' | 'test_works_at_limit' | 'test_no_answer' | 'test_limit_reached' }
  | { readonly code: 'test_failed'; readonly error: string };

/** What became of a kept list that could not be read as it was. */
export type SalvageMessage =
  | {
      readonly code: 'list_salvaged' | 'list_salvaged_partly';
      readonly aside: string;
      readonly taken: number;
    }
  | { readonly code: 'row_unreadable' }
  | { readonly code: 'rows_unreadable'; readonly count: number };

/** Why a watched folder cannot be looked at. */
export type FolderMessage =
  | { readonly code: 'folder_gone' | 'folder_drive_error' | 'folder_host_down' }
  | { readonly code: 'folder_is_a_file' | 'folder_forbidden' }
  | { readonly code: 'folder_unreadable'; readonly error: string };

/** Why a folder is not watched with these settings. */
export type FolderSettingsMessage =
  | { readonly code: 'folder_missing' | 'folder_no_folder' | 'folder_watched'; readonly path: string }
  | {
      readonly code: 'folder_inside_watched' | 'folder_holds_watched';
      readonly path: string;
      readonly other: string;
    }
  | { readonly code: 'folder_not_absolute' | 'folder_not_watched_any_more' | 'time_out_of_range' }
  | { readonly code: 'pattern_not_valid'; readonly pattern: string }
  | { readonly code: 'target_not_absolute' | 'target_is_source' | 'target_holds_source' }
  | { readonly code: 'target_watched'; readonly path: string }
  | { readonly code: 'target_of_another'; readonly path: string; readonly other: string };

/** Why a ready file could not be moved or trashed. */
export type ActionFailedMessage =
  | { readonly code: 'stays_behind_link' | 'stays_not_permitted' | 'stays_read_only' | 'stays_no_room' }
  | {
      readonly code:
        | 'stays_in_use'
        | 'stays_changed'
        | 'stays_not_trashed'
        | 'stays_name_too_long'
        | 'stays_target_link';
    }
  | { readonly code: 'stays'; readonly error: string };

/** `{because}` and the like stand for what the saying holds under that name. */
const ENGLISH: { readonly [Code in Message['code']]: string } = {
  answered: '{said} ({status})',
  answered_status: 'status {status}',
  it_answered: 'it answered {status}',
  address_too_long: 'the request gets too long with it ({status})',
  signed_headers: 'its address was signed for headers that uploads do not carry: {headers} ({status})',
  connection_error: 'connection error {error}',
  proxy_silent: 'the proxy {proxy} does not answer',
  proxy_wants_login: 'the proxy {proxy} asks for a user name and password',
  proxy_forbids: 'the proxy {proxy} does not allow it',
  proxy_finds_no_way: 'the proxy {proxy} finds no way to it ({status})',
  proxy_unsupported: 'the network asks for a proxy that Hoist cannot use ({name})',
  proxy_address_not_valid: 'the address of the proxy is not valid',
  name_unknown: 'its name is not known',
  name_not_looked_up: 'its name could not be looked up',
  no_connections_taken: 'it does not accept connections',
  no_network: 'there is no network',
  no_way: 'there is no way to it',
  no_answer: 'it does not answer',
  certificate_untrusted: 'its certificate is not trusted on this computer',
  certificate_out_of_date: 'its certificate is not valid on the date of this computer’s clock',
  another_answers: 'another server answers in its place, as in a Wi-Fi before its login',
  connection_cut: 'the connection was cut',
  no_answer_in_time: 'no answer in time',
  not_json: 'it is not JSON',
  far_too_long: 'it is far too long',
  unsafe_address: 'it named an address to send the file to that is not safe',
  not_of_the_api: 'its answer is not one of that API',
  storage_elsewhere: 'for now it sends uploads to another place, which may not be safe. Try again later.',
  storage_too_early: 'the storage answered before the end',
  drive_silent: 'the drive that the file is on does not answer',
  file_keeps_changing: 'it keeps changing',
  urls_expired: 'every URL had expired',
  id_of_another: 'it gave the id or the address of another file, again and again',
  not_valid: 'it is not valid',
  permission_denied: 'permission denied',
  file_in_use: 'another program is using it',
  too_many_open_files: 'too many open files',
  name_too_long: 'its name is too long',
  disk_error: 'the disk reports an error',
  dangling_link: 'a link that leads nowhere',
  name_not_text: 'its name is not valid text',

  plain: '{because}',
  unreachable: 'The server cannot be reached: {because}.',
  unanswered: 'The server did not answer: {because}.',
  not_understood: 'An answer that is not understood: {because}.',
  unsafe_answer: 'The server gave an unsafe answer: {because}.',
  refused_by_storage: 'The storage refused the file: {because}.',
  storage_out_of_reach: 'The storage cannot be reached: {because}.',
  server_in_trouble: 'The server is in trouble: {because}.',
  storage_in_trouble: 'The storage takes no files for now: {because}.',

  base_url_missing: 'The base URL is missing.',
  base_url_no_address: 'The base URL is not a web address. It looks like https://api.example.com/agents.',
  base_url_unprotected:
    'The base URL must start with https://, since plain http would send the key unprotected.',
  base_url_with_login: 'The base URL must not hold a user name or password.',
  base_url_with_query: 'The base URL must end before any “?” or “#”.',
  base_url_refused: 'The server says that the base URL is not valid.',
  key_missing: 'The API key is missing.',
  key_characters: 'The API key holds a space or a character that no key has.',
  key_refused: 'The server does not accept this API key.',
  key_refused_saying: 'The server does not accept this API key ({said}).',
  user_id_missing: 'The user id is missing.',
  user_id_no_uuid: 'The user id is not a UUID. It looks like 497f6eca-6276-4993-bfeb-53cbbbba6f08.',
  user_id_refused: 'The server does not accept this user id.',
  user_id_refused_saying: 'The server does not accept this user id ({said}).',
  not_the_api: 'The base URL does not lead to a Files API: {because}.',
  no_trusted_server: 'The base URL does not lead to a trusted web server ({error}).',

  test_works: 'It works: the server accepts this key and user id.',
  test_works_at_limit: 'It works, but the server’s request limit is reached just now.',
  test_no_answer: 'The server did not answer in time.',
  test_limit_reached: 'The request limit of this key is reached just now. Try again in a minute.',
  test_failed: 'The test failed: {error}',

  list_salvaged:
    'The list of uploads was damaged and has been set aside as {aside}; all of its {taken} uploads could be read.',
  list_salvaged_partly:
    'The list of uploads was damaged and has been set aside as {aside}; {taken} of its uploads could be read.',
  row_unreadable: 'One upload of the list could not be read and was left out.',
  rows_unreadable: '{count} uploads of the list could not be read and were left out.',

  folder_gone:
    'The folder is not there: moved, deleted, or on a drive that is not connected. Hoist waits for it.',
  folder_drive_error: 'The drive of the folder reports an error, or was taken out. Hoist waits for it.',
  folder_host_down: 'The computer that the folder is on cannot be reached. Hoist waits for it.',
  folder_is_a_file: 'There is a file where the folder was. Hoist waits for the folder.',
  folder_forbidden: 'Hoist may not look into the folder. It goes on as soon as it may.',
  folder_unreadable: 'The folder cannot be looked at ({error}). Hoist tries again and again.',

  folder_missing: 'There is no folder {path}.',
  folder_no_folder: '{path} is no folder.',
  folder_watched: '{path} is watched already.',
  folder_inside_watched: '{path} is watched already, as a part of {other}.',
  folder_holds_watched: '{path} holds {other}, which is watched already.',
  folder_not_absolute: 'The folder needs its whole path.',
  folder_not_watched_any_more: 'The folder is not watched any more.',
  time_out_of_range: 'The time that a file has to be still is between 0 s and 24 h.',
  pattern_not_valid: '“{pattern}” is no pattern for file names.',
  target_not_absolute: 'The folder to move files to needs its whole path.',
  target_is_source: 'Files cannot be moved to the folder they come from.',
  target_holds_source: 'Files cannot be moved to a folder that holds the watched one.',
  target_watched: 'Files cannot be moved to {path}: it is watched itself.',
  target_of_another: 'Files of {other} are moved to a part of {path}.',

  stays_behind_link: 'It is a link, or lies behind one, so it was left where it is.',
  stays_not_permitted: 'Hoist may not take it away from its folder, or not write to the other one.',
  stays_read_only: 'The drive cannot be written to.',
  stays_no_room: 'There is no room where it should go.',
  stays_in_use: 'Another program is using it.',
  stays_changed: 'It changed while it was being moved.',
  stays_not_trashed: 'The system did not take it into its trash.',
  stays_name_too_long: 'Its name is too long for where it should go.',
  stays_target_link: 'A link lies where it should go, so it was left where it is.',
  stays: 'It could not be taken away ({error}).',
};

/** In English, as a sentence or, for a {@link MessagePart}, as a part of one. */
export function messageText(message: Message): string {
  const values = new Map<string, string | number | MessagePart>(Object.entries(message));
  const text = ENGLISH[message.code]?.replace(/\{(\w+)\}/g, (_, name: string) => textOf(values.get(name)));
  // Of a later version, or of a strange hand on the disk.
  if (text === undefined) return message.code;
  // Somebody else's words may end in a full stop of their own, or in none.
  return 'because' in message ? asSentence(text.replace(/([.!?…])\.$/, '$1')) : text;
}

export function textOf(words: MessageText | number | undefined): string {
  return typeof words === 'object' ? messageText(words) : String(words ?? '');
}
