import { randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';
import type { SignatureProblem } from './signature.ts';

export type S3Problem =
  | SignatureProblem
  | 'two-credentials'
  | 'unsigned-header'
  | 'chunked'
  | 'no-length'
  | 'too-large'
  | 'wrong-digest'
  | 'invalid-digest'
  | 'idle'
  | 'internal';

/** Status, code and message from S3's list: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const answers: Record<S3Problem, readonly [status: number, code: string, message: string]> = {
  missing: [403, 'AccessDenied', 'Access Denied'],
  malformed: [
    400,
    'AuthorizationQueryParametersError',
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, ' +
      'X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  ],
  'not-yet-valid': [403, 'AccessDenied', 'Request is not yet valid'],
  expired: [403, 'AccessDenied', 'Request has expired'],
  mismatch: [
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
  'two-credentials': [
    400,
    'InvalidArgument',
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter ' +
      'or the Authorization header should be specified',
  ],
  'unsigned-header': [403, 'AccessDenied', 'There were headers present in the request which were not signed'],
  chunked: [501, 'NotImplemented', 'A header you provided implies functionality that is not implemented'],
  'no-length': [411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.'],
  'too-large': [400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'],
  'wrong-digest': [400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.'],
  'invalid-digest': [400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.'],
  idle: [
    400,
    'RequestTimeout',
    'Your socket connection to the server was not read from or written to within the timeout period. ' +
      'Idle connections will be closed.',
  ],
  internal: [500, 'InternalError', 'We encountered an internal error. Please try again.'],
};

/** @param extra further elements of the error document, such as `ProposedSize` */
export function s3Error(problem: S3Problem, extra: Readonly<Record<string, string | number>> = {}): Answer {
  const [status, code, message] = answers[problem];
  const ids = s3Ids();
  const elements = {
    Code: code,
    Message: message,
    ...extra,
    RequestId: ids['x-amz-request-id'],
    HostId: ids['x-amz-id-2'],
  };
  const inner = Object.entries(elements).map(
    ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
  );
  return {
    status,
    headers: { ...ids, 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner.join('')}</Error>`,
  };
}

/** The headers that identify a request in S3's support cases, also after a success. */
export function s3Ids(): { 'x-amz-request-id': string; 'x-amz-id-2': string } {
  return {
    'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
    'x-amz-id-2': randomBytes(24).toString('base64'),
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
