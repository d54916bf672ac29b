/**
 * What Hoist reports besides the reasons for single files: a code with its values. A front end turns it into a sentence with
 * `sentence` in sentence.ts. `locales/` has the sentences of each language.
 */
export type Message =
  | MessagePart
  | WaitMessage
  | ConnectionTestMessage
  | SalvageMessage
  | FolderMessage
  | FolderSettingsMessage
  | ActionFailedMessage
  | DataFolderMessage
  | PolicyMessage;

/** A part of a sentence: Hoist's own text by its code, or foreign text (the server's, the system's) as it is. */
export type MessageText = string | MessagePart;

/** Why something is so, as a part of a sentence. */
export type MessagePart =
  /** A server's response: its text, if any, and the HTTP status. */
  | { readonly code: 'answered'; readonly said: string; readonly status: number }
  | { readonly code: 'answered_status' | 'it_answered' | 'address_too_long'; readonly status: number }
  /** `headers` are names, joined by commas. */
  | { readonly code: 'signed_headers'; readonly headers: string; readonly status: number }
  | { readonly code: 'connection_error'; readonly error: string }
  | { readonly code: 'proxy_silent' | 'proxy_wants_login' | 'proxy_forbids'; readonly proxy: string }
  | { readonly code: 'proxy_finds_no_way'; readonly proxy: string; readonly status: number }
  /** `name` is the system's name for a kind of proxy that Hoist does not support. */
  | { readonly code: 'proxy_unsupported'; readonly name: string }
  /** `name` is of a file in the data folder. */
  | { readonly code: 'holds_a_strange_file' | 'holds_a_link'; readonly name: string }
  /** `path` is the organisation's settings file, or a folder above it. */
  | {
      readonly code: 'is_a_link' | 'not_of_administrator' | 'writable_by_others' | 'rights_unknown';
      readonly path: string;
    }
  /** `source` is the file or the program that a key or a user id is read from. */
  | { readonly code: 'source_empty' | 'source_no_file' | 'source_too_long'; readonly source: string }
  | { readonly code: 'source_failed'; readonly source: string; readonly error: string }
  | { readonly code: 'program_silent'; readonly program: string }
  /** `status` is its exit code or the signal that ended it; `said` is a line of its output. */
  | {
      readonly code: 'program_failed';
      readonly program: string;
      readonly status: string;
      readonly said: string;
    }
  | { readonly code: 'conversion_disk_error'; readonly error: string }
  /** The page of a PDF that is too large by itself, 1 for the first. */
  | { readonly code: 'page_too_large'; readonly page: number }
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
  | 'name_not_text'
  | 'belongs_to_another_user'
  | 'open_to_other_users'
  | 'empty_text'
  | 'not_an_object'
  | 'no_regular_file'
  | 'document_without_text'
  | 'document_damaged'
  | 'document_encrypted'
  | 'conversion_too_slow'
  | 'conversion_too_costly'
  | 'archive_without_files'
  | 'unsafe_name'
  | 'line_too_large'
  | 'office_missing'
  | 'office_failed'
  | 'divided_otherwise'
  | 'conversion_disk_full';

/** Why a step of an upload, or all of them, have to wait. */
export type WaitMessage =
  /** The cause alone. */
  | { readonly code: 'plain'; readonly because: MessageText }
  | { readonly code: 'unreachable'; readonly because: MessageText }
  | { readonly code: 'unanswered'; readonly because: MessageText }
  | { readonly code: 'not_understood'; readonly because: MessageText }
  | { readonly code: 'unsafe_answer'; readonly because: MessageText }
  | { readonly code: 'refused_by_storage'; readonly because: MessageText }
  | { readonly code: 'storage_out_of_reach'; readonly because: MessageText }
  /** It concerns every file alike. */
  | { readonly code: 'server_in_trouble' | 'storage_in_trouble'; readonly because: MessageText }
  /** Another desk sends the same content. */
  | { readonly code: 'sent_by_another' }
  | ConnectionMessage;

/** What is wrong with a base URL, a key or a user id. */
export type ConnectionMessage =
  | { readonly code: 'key_refused_saying' | 'user_id_refused_saying'; readonly said: string }
  | { readonly code: 'not_the_api'; readonly because: MessageText }
  | { readonly code: 'key_not_read' | 'user_id_not_read'; readonly because: MessageText }
  | { readonly code: 'no_trusted_server'; readonly error: string }
  | { readonly code: PlainConnectionMessage };

export type ConnectionField = 'baseUrl' | 'apiKey' | 'userId';

/** A setting that only the person can mend. What it says names it. */
export interface ConnectionProblem {
  readonly field: ConnectionField;
  readonly message: ConnectionMessage;
}

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
  | 'set_by_organisation'
  | 'user_id_refused';

/** The result of a connection test, if it is none of the problems above. */
export type ConnectionTestMessage =
  | { readonly code: 'test_works' | 'test_works_at_limit' | 'test_no_answer' | 'test_limit_reached' }
  | { readonly code: 'test_failed'; readonly error: string };

/** Why the disk does not take what Hoist has to write. */
export interface StoreMessage {
  readonly code: 'disk_full' | 'not_writable' | 'not_a_folder' | 'no_folder' | 'io';
}

/** Why a data folder cannot be used at all. */
type DataFolderMessage =
  | { readonly code: 'data_folder_busy'; readonly folder: string }
  /** `owner` is the process that has the folder. */
  | { readonly code: 'data_folder_busy_with'; readonly folder: string; readonly owner: number }
  | { readonly code: 'newer_database'; readonly path: string }
  | { readonly code: 'folder_not_private'; readonly folder: string; readonly why: MessageText };

/** What is wrong with the settings of the organisation. `names` are settings, joined by commas. */
export type PolicyMessage =
  | { readonly code: 'policy_ignored'; readonly path: string; readonly because: MessageText }
  | { readonly code: 'policy_key_for_no_server'; readonly path: string }
  | { readonly code: 'policy_unknown' | 'policy_wrong'; readonly path: string; readonly names: string };

/** What only the desktop app reports: about its settings and about ready files. */
export type AppMessage =
  | { readonly code: 'connection_known'; readonly name: string }
  | { readonly code: PlainAppMessage };

type PlainAppMessage =
  | 'settings_damaged'
  | 'key_for_another'
  | 'key_unreadable'
  | 'key_until_quit'
  | 'user_id_until_quit'
  | 'user_id_unproven'
  | 'saved'
  | 'account_kept'
  | 'call_failed'
  | 'remark_empty'
  | 'remark_long';

/** What became of a stored list that could not be read as it was. */
export type SalvageMessage =
  | {
      readonly code: 'list_salvaged' | 'list_salvaged_partly';
      readonly aside: string;
      readonly taken: number;
    }
  | { readonly code: 'row_unreadable' }
  | { readonly code: 'rows_unreadable'; readonly count: number };

/** Why a watched folder cannot be scanned. */
export type FolderMessage =
  | { readonly code: 'folder_gone' | 'folder_drive_error' | 'folder_host_down' }
  | { readonly code: 'folder_is_a_file' | 'folder_forbidden' }
  | { readonly code: 'folder_unreadable'; readonly error: string };

/** Why Hoist does not watch a folder with these settings. */
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
