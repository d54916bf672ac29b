/**
 * The part of contract.ts that is about what the main process has to say: a code and what belongs to it. The window has
 * the words for it, in each language. `MessageText` in it are Hoist's own by a code, or the server's or system's as they are.
 */

type MessageText = string | Message;

interface WithValues {
  // Why a file is not sent, or did not become ready.
  readonly type_not_allowed: { readonly extension: string; readonly allowedExtensions: readonly string[] };
  readonly too_large: { readonly sizeBytes: number; readonly maxSizeBytes: number };
  readonly unreadable: { readonly because: MessageText };
  readonly file_unreadable: { readonly because: MessageText };
  readonly processing_failed: { readonly step: string | null };
  readonly name_refused: { readonly detail: MessageText };
  readonly request_refused: { readonly detail: MessageText };
  readonly storage_refused: { readonly detail: MessageText };
  readonly refused_as_too_large: { readonly sizeBytes: number };
  readonly storage_unreachable: { readonly because: MessageText };
  readonly server_error: { readonly detail: MessageText };
  readonly network_error: { readonly detail: MessageText };
  readonly unexpected_answer: { readonly detail: MessageText };
  readonly internal_error: { readonly detail: MessageText };

  // Parts of sentences.
  readonly answered: { readonly said: string; readonly status: number };
  readonly answered_status: { readonly status: number };
  readonly it_answered: { readonly status: number };
  readonly address_too_long: { readonly status: number };
  readonly signed_headers: { readonly headers: string; readonly status: number };
  readonly connection_error: { readonly error: string };
  readonly proxy_silent: { readonly proxy: string };
  readonly proxy_wants_login: { readonly proxy: string };
  readonly proxy_forbids: { readonly proxy: string };
  readonly proxy_finds_no_way: { readonly proxy: string; readonly status: number };
  readonly proxy_unsupported: { readonly name: string };

  // Why a step, or the whole queue, waits; how a connection is.
  readonly plain: { readonly because: MessageText };
  readonly unreachable: { readonly because: MessageText };
  readonly unanswered: { readonly because: MessageText };
  readonly not_understood: { readonly because: MessageText };
  readonly unsafe_answer: { readonly because: MessageText };
  readonly refused_by_storage: { readonly because: MessageText };
  readonly storage_out_of_reach: { readonly because: MessageText };
  readonly server_in_trouble: { readonly because: MessageText };
  readonly storage_in_trouble: { readonly because: MessageText };
  readonly key_refused_saying: { readonly said: string };
  readonly user_id_refused_saying: { readonly said: string };
  readonly not_the_api: { readonly because: MessageText };
  readonly no_trusted_server: { readonly error: string };
  readonly test_failed: { readonly error: string };

  // What became of the kept list.
  readonly list_salvaged: { readonly aside: string; readonly taken: number };
  readonly list_salvaged_partly: { readonly aside: string; readonly taken: number };
  readonly rows_unreadable: { readonly count: number };

  // Watched folders.
  readonly folder_unreadable: { readonly error: string };
  readonly folder_missing: { readonly path: string };
  readonly folder_no_folder: { readonly path: string };
  readonly folder_watched: { readonly path: string };
  readonly folder_inside_watched: { readonly path: string; readonly other: string };
  readonly folder_holds_watched: { readonly path: string; readonly other: string };
  readonly pattern_not_valid: { readonly pattern: string };
  readonly target_watched: { readonly path: string };
  readonly target_of_another: { readonly path: string; readonly other: string };
  readonly stays: { readonly error: string };
}

/** What needs nothing but its code. */
type Plain =
  | 'hidden_file'
  | 'office_lock_file'
  | 'no_extension'
  | 'empty_file'
  | 'not_found'
  | 'not_a_file'
  | 'symlink_loop'
  | 'link_leads_out'
  | 'duplicate'
  | 'file_vanished'
  | 'file_changed'
  | 'infected'
  | 'access_forbidden'
  | 'lost_by_server'
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
  | 'user_id_refused'
  | 'test_works'
  | 'test_works_at_limit'
  | 'test_no_answer'
  | 'test_limit_reached'
  | 'row_unreadable'
  | 'folder_gone'
  | 'folder_drive_error'
  | 'folder_host_down'
  | 'folder_is_a_file'
  | 'folder_forbidden'
  | 'folder_not_absolute'
  | 'folder_not_watched_any_more'
  | 'time_out_of_range'
  | 'target_not_absolute'
  | 'target_is_source'
  | 'target_holds_source'
  | 'stays_behind_link'
  | 'stays_not_permitted'
  | 'stays_read_only'
  | 'stays_no_room'
  | 'stays_in_use'
  | 'stays_changed'
  | 'stays_not_trashed'
  | 'stays_name_too_long'
  | 'stays_target_link'
  // Of the disk that the list of uploads is kept on.
  | 'disk_full'
  | 'not_writable'
  | 'not_a_folder'
  | 'no_folder'
  | 'io'
  // Of the settings.
  | 'settings_damaged'
  | 'key_for_another'
  | 'key_unreadable'
  | 'key_until_quit'
  | 'saved'
  | 'account_kept'
  | 'call_failed'
  // The server's remarks on a ready file.
  | 'remark_empty'
  | 'remark_long';

/** What needs more than its code. */
type Full = { [Code in keyof WithValues]: { readonly code: Code } & WithValues[Code] }[keyof WithValues];

/** One or two sentences, or a part of one. A kept file may have a code of a later version. */
export type Message = Full | { readonly code: Plain };
