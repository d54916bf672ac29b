import { describe, expect, it } from 'vitest';
import { allowedTypesOf } from '../../../../main/core/files-api/allowed-types.ts';
import { interpretStatus } from '../../../../main/core/files-api/file-status.ts';
import { parseAnswer, yesOrNo } from '../../../../main/core/files-api/forms.ts';
import {
  errorAnswer,
  listAnswer,
  signedUrlAnswer,
  statusAnswer,
} from '../../../../main/core/files-api/schemas.ts';
import {
  ANY_TYPE,
  DOCUMENTED_TYPES,
  extensionsFor,
  refusedByLimits,
} from '../../../../main/core/model/file-types.ts';

const statusOf = (answer: object) => interpretStatus(statusAnswer.parse(parseAnswer(JSON.stringify(answer))));

describe('a boolean', () => {
  it.each<unknown>([
    ...[
      false,
      'false',
      'False',
      'FALSE',
      ' no ',
      'N',
      0,
      '0',
      '0.0',
      '',
      null,
      undefined,
      'none',
      'null',
      'off',
    ],
    ...['n/a', '-', 'clean', 'OK', 'not_infected', 'No threats found', [], {}, [false], { detected: 'no' }],
  ])('%j says no', (value) => {
    expect(yesOrNo(value)).toBe('no');
  });

  it.each<unknown>([
    true,
    'true',
    'True',
    'YES',
    'y',
    1,
    2,
    '1',
    'on',
    'positive',
    [true],
    { detected: 'yes' },
  ])('%j is true', (value) => {
    expect(yesOrNo(value)).toBe('yes');
  });

  it.each<unknown>(['Eicar-Signature', -1, ['Eicar'], { name: 'Eicar' }])('%j says neither', (value) => {
    expect(yesOrNo(value)).toBe('odd');
  });
});

describe('a status', () => {
  it.each<unknown>(['False', 'no', 'n/a', 0, [], {}, 'Unknown-Form', { scanner: 'x' }])(
    'that is PROCESSED outweighs an infected of %j',
    (infected) => {
      expect(statusOf({ processing_status: 'PROCESSED', warnings: { infected } })).toMatchObject({
        state: 'ready',
        remarks: { empty: false, length: false },
      });
    },
  );

  it('means a virus if it says so plainly, or by the virus’s name while the file is not processed', () => {
    expect(statusOf({ processing_status: 'PROCESSED', warnings: { infected: 'True' } }).state).toBe(
      'infected',
    );
    const named = { processing_status: 'PROCESSING', warnings: { infected: 'Eicar-Signature' } };
    expect(statusOf(named).state).toBe('infected');
  });

  it.each(['NOT_INFECTED', 'INFECTION_SCAN', 'NO_ERROR', 'not failed'])('%s is no bad end', (status) => {
    expect(statusOf({ processing_status: status }).state).toBe('processing');
  });

  it('keeps the steps that are understood, and reads times in seconds, ms and as text', () => {
    const steps = [null, { status: 7 }, 'QUEUED', { status: 'SCAN', createdAt: 1_700_000_000, endedAt: '' }];
    expect(statusOf({ processing_status: 'PROCESSING', processing_steps: steps })).toMatchObject({
      step: 'SCAN',
    });
    const timed = [{ status: 'SCAN', createdAt: 1_700_000_000, endedAt: '1700000004' }];
    expect(statusOf({ processingStatus: ' processed ', processingSteps: timed })).toMatchObject({
      processingMs: 4000,
    });
  });

  it('reads the spelling that has a value', () => {
    expect(statusOf({ processing_status: null, processingStatus: 'PROCESSED' }).state).toBe('ready');
  });
});

describe('allowed types', () => {
  const takes = (allowed: unknown, contentType: string) =>
    refusedByLimits(
      { allowedTypes: allowedTypesOf(allowed), maxSizeBytes: null },
      { name: 'a', contentType, sizeBytes: 1 },
    ) === null;

  it.each<unknown>([
    ...[
      ['text/*'],
      ['TEXT/Plain'],
      ['text/plain; charset=utf-8'],
      ['.txt'],
      ['txt'],
      ['*.txt'],
      ['*/*'],
      ['*'],
    ],
    ...['text/plain', 'application/pdf, text/plain', [' text/plain ', null], [], ['Word documents'], 7, [[]]],
  ])('include text for %j', (allowed) => {
    expect(takes(allowed, 'text/plain')).toBe(true);
  });

  it.each<unknown>([['application/pdf'], ['application/*'], ['text/csv'], ['text/plainer'], ['.pdf']])(
    '%j keeps a text out',
    (allowed) => {
      expect(takes(allowed, 'text/plain')).toBe(false);
    },
  );

  it('are the documented ones if none are given, and a range stands for the types in it', () => {
    expect(allowedTypesOf(null)).toEqual(DOCUMENTED_TYPES);
    expect(allowedTypesOf(['all office files'])).toEqual([ANY_TYPE]);
    expect(extensionsFor(['text/*', 'image/*'])).toEqual(['.csv', '.txt', 'image/*']);
  });
});

describe('the parser', () => {
  const signed = { file_id: 'f', file_url: 'https://bucket.example/f' };
  const sign = (answer: object) => signedUrlAnswer.parse(parseAnswer(JSON.stringify(answer)));

  it.each<[unknown, number | null]>([
    [1000, 1000],
    ['1000', 1000],
    ['10 MB', null],
    [null, null],
    [{}, null],
  ])('reads a max_size of %j as %j', (max_size, read) => {
    expect(sign({ ...signed, file_limits: { max_size } }).file_limits?.max_size ?? null).toBe(read);
  });

  it.each<unknown>([[], 'none', 7, null])(
    'file_limits of %j limit nothing and hide no URL',
    (file_limits) => {
      expect(sign({ ...signed, file_limits }).file_id).toBe('f');
    },
  );

  it('takes an id that is a number of any length, and its other spelling', () => {
    const text = '{"fileId":12345678901234567890,"fileUrl":"https://bucket.example/f","expiresIn":"60"}';
    expect(signedUrlAnswer.parse(parseAnswer(text))).toMatchObject({
      file_id: '12345678901234567890',
      expires_in: 60,
    });
  });

  it('drops rows without an id, names those without a name by their id, and reads numbers as text', () => {
    const files = [
      { file_id: 'a', file_name: 'a.pdf' },
      { file_id: 'b', file_name: null },
      { file_name: 'c' },
      7,
    ];
    const answer = { files, limit: '30', page: '1', total: '4' };
    expect(listAnswer.parse(answer)).toEqual({
      files: [
        { file_id: 'a', file_name: 'a.pdf' },
        { file_id: 'b', file_name: 'b' },
      ],
      limit: 30,
      page: 1,
      total: 4,
    });
  });

  it('reads an error behind a byte order mark, in a detail and beside rows that it does not understand', () => {
    const body = '\uFEFF{"detail":{"error_code":"unauthorized","message":"no"}}';
    expect(errorAnswer.parse(parseAnswer(body))).toMatchObject({ error_code: 'unauthorized', message: 'no' });
    const detail = [7, { loc: ['header', 'user-id'], msg: 'bad' }];
    expect(errorAnswer.parse({ detail }).detail).toEqual([{ loc: ['header', 'user-id'], message: 'bad' }]);
  });
});
