import { describe, expect, it } from 'vitest';
import { messageText } from '../../../../main/core/model/english.ts';
import type { Reason } from '../../../../main/core/model/reasons.ts';
import { asSentence } from '../../../../main/core/model/sentence.ts';

describe('asSentence', () => {
  it.each([
    ['as scripted (500)', 'As scripted (500).'],
    ['The server is busy.', 'The server is busy.'],
    ['Busy!', 'Busy!'],
  ])('turns %j into %j', (text, sentence) => {
    expect(asSentence(text)).toBe(sentence);
  });
});

/** One of each code. The type makes sure that none is missing. */
const REASONS: { readonly [Code in Reason['code']]: Extract<Reason, { code: Code }> } = {
  hidden_file: { code: 'hidden_file' },
  office_lock_file: { code: 'office_lock_file' },
  no_extension: { code: 'no_extension' },
  type_not_allowed: {
    code: 'type_not_allowed',
    extension: '.exe',
    allowedExtensions: ['.csv', '.txt', '.pdf'],
  },
  empty_file: { code: 'empty_file' },
  too_large: { code: 'too_large', sizeBytes: 20_971_520, maxSizeBytes: 10_485_760 },
  unreadable: { code: 'unreadable', because: 'permission denied' },
  not_found: { code: 'not_found' },
  not_a_file: { code: 'not_a_file' },
  symlink_loop: { code: 'symlink_loop' },
  link_leads_out: { code: 'link_leads_out' },
  duplicate: { code: 'duplicate' },
  file_vanished: { code: 'file_vanished' },
  file_changed: { code: 'file_changed' },
  file_unreadable: { code: 'file_unreadable', because: 'EACCES' },
  conversion_failed: { code: 'conversion_failed', because: 'it is damaged' },
  infected: { code: 'infected' },
  processing_failed: { code: 'processing_failed', step: 'TEXT_EXTRACTION' },
  access_forbidden: { code: 'access_forbidden' },
  name_refused: { code: 'name_refused', detail: 'too long' },
  request_refused: { code: 'request_refused', detail: 'status 400' },
  refused_as_too_large: { code: 'refused_as_too_large', sizeBytes: 20_971_520 },
  storage_refused: { code: 'storage_refused', detail: 'some words (403)' },
  storage_unreachable: { code: 'storage_unreachable', because: 'its name is not known' },
  lost_by_server: { code: 'lost_by_server' },
  server_error: { code: 'server_error', detail: 'status 503' },
  network_error: { code: 'network_error', detail: 'the connection was cut' },
  unexpected_answer: { code: 'unexpected_answer', detail: 'it is not JSON' },
  internal_error: { code: 'internal_error', detail: 'x is not a function' },
};

describe('the sentence of a reason', () => {
  it.each(Object.values(REASONS))('says all that is known: $code', (reason) => {
    const sentence = messageText(reason);
    expect(sentence).toMatch(/^\p{Lu}/u);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    expect(sentence.length).toBeGreaterThan(15);
    for (const key of ['detail', 'because', 'extension', 'step'] as const) {
      if (key in reason) expect(sentence).toContain(String(reason[key as keyof Reason]));
    }
  });

  it('differs from those of all other reasons', () => {
    const sentences = Object.values(REASONS).map(messageText);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('mentions permissions only if they are the problem', () => {
    for (const code of ['unreadable', 'file_unreadable'] as const) {
      expect(messageText({ code, because: 'EACCES' })).toContain('Check its permissions.');
      expect(messageText({ code, because: 'a link that leads nowhere' })).not.toContain('permissions');
    }
  });

  it('lists the types that the server takes', () => {
    expect(messageText(REASONS.type_not_allowed)).toContain('.csv, .txt and .pdf.');
    const none = messageText({ ...REASONS.type_not_allowed, allowedExtensions: [] });
    expect(none).toContain('only other types.');
  });

  it('shows two different sizes for a file that is a little too large', () => {
    const sentence = messageText({ code: 'too_large', sizeBytes: 10_485_761, maxSizeBytes: 10_485_760 });
    const [size, largest] = [...sentence.matchAll(/[\d.,]+ ?[KMGT]?B|[\d.,]+ bytes/g)].map(([text]) => text);
    expect(size).not.toBe(largest);
  });
});
