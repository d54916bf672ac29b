import { describe, expect, it } from 'vitest';
import { isUnreachable, unansweredCall } from '../../../../main/core/files-api/transport-errors.ts';

const systemError = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });
const connecting = (code: string) => systemError(code, { syscall: 'connect' });

describe('a call without an answer', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'certificate_out_of_date'],
    ['CERT_NOT_YET_VALID', 'certificate_out_of_date'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another_answers'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'another_answers'],
    ['EPROTO', 'another_answers'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_untrusted'],
  ])('of a known server waits with all others after %s: a network in between passes', (code, part) => {
    const { action, userMessage: message } = unansweredCall(systemError(code), true);
    expect(action).toEqual({ type: 'wait-online' });
    expect(message).toEqual({ code: 'unreachable', because: { code: part } });
  });

  it.each(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])(
    'waits also at the first contact after %s, which no setting mends',
    (code) => {
      expect(unansweredCall(systemError(code), false).action).toEqual({ type: 'wait-online' });
    },
  );

  it('blames the base URL of a server that never answered if the certificate names another host', () => {
    const { action } = unansweredCall(systemError('ERR_TLS_CERT_ALTNAME_INVALID'), false);
    expect(action).toMatchObject({ type: 'block', problem: { field: 'baseUrl' } });
  });

  it('waits if each address of the server’s name failed in turn', () => {
    const both = Object.assign(new AggregateError([connecting('ETIMEDOUT'), connecting('ECONNREFUSED')]), {
      code: 'ETIMEDOUT',
    });
    expect(unansweredCall(both, true).action).toEqual({ type: 'wait-online' });
    expect(isUnreachable(both)).toBe(true);
    expect(unansweredCall(systemError('ETIMEDOUT'), true).action.type).toBe('retry');
  });
});

it('a PUT that breaks off in the middle of its encryption may have been heard', () => {
  for (const code of ['EPROTO', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'])
    expect(isUnreachable(systemError(code))).toBe(false);
});
