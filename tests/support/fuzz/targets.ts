import { rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { refusedCall } from '../../../main/core/files-api/error-mapping.ts';
import { interpretStatus } from '../../../main/core/files-api/file-status.ts';
import { rateLimitReport, retryAfterMs } from '../../../main/core/files-api/rate-limit-headers.ts';
import { listAnswer, signedUrlAnswer, statusAnswer } from '../../../main/core/files-api/schemas.ts';
import { isSafeStorage } from '../../../main/core/files-api/storage-address.ts';
import {
  MAX_LINE_LENGTH,
  parseEnvelope,
  parseOwnerMessage,
  parseRequest,
} from '../../../main/core/handover/protocol.ts';
import { routesFromPac } from '../../../main/core/network/pac-answer.ts';
import { parsePolicy } from '../../../main/core/policy/policy.ts';
import { writableOnWindows } from '../../../main/core/policy/windows-rights.ts';
import { refusedPut } from '../../../main/core/storage/storage-answers.ts';
import { LineBuffer } from '../../../main/core/util/line-buffer.ts';
import { preferencesShape } from '../../../main/desktop/shell/preferences-schema.ts';
import { docx, pdf, xlsx } from '../../../main/sandbox/document-types.ts';
import { extract } from '../../../main/sandbox/extraction/extract.ts';
import { CharacterMap, readCharacterMap } from '../../../main/sandbox/extraction/pdf-character-map.ts';
import { readContent } from '../../../main/sandbox/extraction/pdf-content.ts';
import { TextSink } from '../../../main/sandbox/extraction/text-sink.ts';
import { MalformedXmlError, XmlReader } from '../../../main/sandbox/extraction/xml.ts';
import { parseAppSettings } from '../../../main/terminal/settings/app-settings.ts';

/** Something that reads what strangers write. */
export interface FuzzTarget {
  readonly name: string;
  readonly seeds: readonly string[];
  readonly tokens: readonly string[];
  /** @param folder for files that it needs */
  readonly parse: (input: string, folder: string) => unknown;
}

const BASE = new URL('https://api.example.com/agents');
const KNOWN_TO_POLICY = new Set([
  ...['baseUrl', 'quotaUrl', 'requestsPerSecond', 'requestsPerMinute', 'proxy', 'historyDays'],
  ...['updateChannel', 'apiKeyCommand', 'userIdCommand'],
]);
const preferences = z.object(preferencesShape);

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const JSON_TOKENS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '":',
  ',',
  'null',
  'true',
  '-1',
  '1e999',
  '"a":',
  '[[[[',
  '{"a":',
];

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'answers of the API',
    seeds: [
      '{"file_id":"id","file_url":"https://s3.example.com/a?X-Amz-Signature=x","expires_in":600,"file_limits":{"allowed_types":["application/pdf"],"max_size":10485760}}',
      '{"processing_status":"PROCESSED","processing_steps":[{"status":"SCAN","createdAt":"2026-01-01T00:00:00Z","endedAt":null}],"warnings":{"infected":false}}',
      '{"files":[{"file_id":"id","file_name":"a.pdf"}],"limit":30,"page":1,"total":1}',
      '{"error_code":"validation_error","detail":[{"loc":["header","user-id"],"message":"no UUID"}]}',
      '{"detail":"https://me:pw@s3.example.com/a?b=c&X-Amz-Signature=d is not valid"}',
      '"r";r=50;t=30, 100;w=60',
      'Fri, 27 Nov 2026 02:00:00 GMT',
    ],
    tokens: [
      ...JSON_TOKENS,
      '?',
      '=',
      'x-amz-',
      '"detail":"',
      '"loc":[',
      '"files":[1,',
      'https://',
      't=1;',
      '((((',
    ],
    parse: (input) => {
      const value = json(input);
      for (const schema of [listAnswer, signedUrlAnswer]) schema.safeParse(value);
      const signed = signedUrlAnswer.safeParse(value);
      if (signed.success) isSafeStorage(new URL(signed.data.file_url), BASE);
      const status = statusAnswer.safeParse(value);
      if (status.success) interpretStatus(status.data);
      const headers = { 'retry-after': input, ratelimit: input, 'ratelimit-limit': input, date: input };
      for (const answer of [400, 422, 429, 503]) {
        refusedCall({ status: answer, headers: {}, body: input, knownServer: true, nowMs: 0 });
      }
      retryAfterMs({ headers, nowMs: 0 });
      rateLimitReport({ ...headers, 'ratelimit-reset': input }, 0);
    },
  },
  {
    name: 'errors of S3',
    seeds: [
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message><HostId>x</HostId></Error>',
      '<Error><Code>SlowDown</Code><Message>https://s3.example.com/a?X-Amz-Signature=b</Message></Error>',
    ],
    tokens: [
      '<Code>',
      '</Code>',
      '<Message>',
      '</Message>',
      '<',
      '?a=',
      '?',
      '&amp;',
      'x-amz-a=',
      '<Code><Code>',
    ],
    parse: (input) => {
      const headers = { 'retry-after': input.slice(0, 100), date: input.slice(0, 100) };
      const url = 'https://s3.example.com/a?X-Amz-SignedHeaders=host&X-Amz-Signature=x';
      for (const status of [307, 400, 403, 503]) {
        refusedPut({ status, body: input, headers, url, sizeBytes: 5, nowMs: 0 });
      }
    },
  },
  {
    name: 'settings',
    seeds: [
      '{"baseUrl":"https://api.example.com","userId":"497f6eca-6276-4993-bfeb-53cbbbba6f08","keySeal":"ab.cd","historyDays":365}',
      '{"requestsPerSecond":60,"clipboardShortcut":"Control+Shift+U","language":"de","theme":"dark","maxBytesPerSecond":null}',
    ],
    tokens: [...JSON_TOKENS, 'Control+', 'Shift+', '"clipboardShortcut":"', '\ufeff'],
    parse: (input) => {
      try {
        parseAppSettings(input);
      } catch (error) {
        if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
      }
      preferences.safeParse(json(input));
    },
  },
  {
    name: 'settings of the organisation',
    seeds: [
      '{"locked":{"baseUrl":"https://api.example.com","proxy":"http://me:pw@proxy.example:3128"},"preset":{"historyDays":30}}',
      '{"locked":{"apiKeyCommand":["/usr/bin/vault","read"],"quotaUrl":"rediss://a:b@c:6379/0"},"preset":{"updateChannel":"beta"}}',
    ],
    tokens: [
      ...JSON_TOKENS,
      '"locked":{',
      '"preset":{',
      '"proxy":"',
      '"apiKeyCommand":["/',
      '__proto__',
      '@',
      '%',
    ],
    parse: (input) => {
      const { policy, problems } = parsePolicy(input, '/etc/hoist/policy.json');
      for (const section of [policy.locked, policy.preset]) {
        for (const name of Object.keys(section)) {
          if (!KNOWN_TO_POLICY.has(name)) throw new Error(`${name} was taken`);
        }
      }
      if (problems.length > 3) throw new Error('too much is said');
    },
  },
  {
    name: 'access lists of Windows',
    seeds: [
      'O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;OICIIO;0x1200a9;;;BU)',
      'O:S-1-5-18D:(XA;;FX;;;WD;(@User.Title=="PM"))S:AI(AU;SAFA;FA;;;WD)',
    ],
    tokens: ['O:', 'D:', 'S:', '(A;;', ';;;', 'WD)', '(((', '0x', 'S-1-5-21-', '-'.repeat(99), 'PAI', ';'],
    parse: (input) => writableOnWindows(input, 'C:\\x', 'own'),
  },
  {
    name: 'lines of the hand-over',
    seeds: [
      '{"v":4,"token":"ab","paths":["/a.pdf"],"retention":"keep","conversionRule":"ask","baseUrl":null,"userId":null}\n',
      '{"type":"taken","paused":false}\n{"type":"event","event":{"type":"removed","ids":["a"]}}\n',
      '{"type":"event","event":{"type":"hold","hold":{"kind":"offline","untilMs":1,"says":{"code":"x"}}}}\n',
    ],
    tokens: [...JSON_TOKENS, '\n', '\n\n', '"paths":["', '"event":{', '"type":"'],
    parse: (input) => {
      const half = Math.floor(input.length / 2);
      const buffer = new LineBuffer(MAX_LINE_LENGTH);
      for (const chunk of [input.slice(0, half), input.slice(half)]) {
        for (const line of buffer.push(chunk) ?? []) {
          const parsed = [parseEnvelope(line), parseRequest(line), parseOwnerMessage(line)];
          // Whoever hears something else closes the connection.
          if (parsed.every((message) => message === null)) return;
        }
      }
    },
  },
  {
    name: 'answers of a PAC file',
    seeds: ['PROXY proxy.example:8080; DIRECT', 'HTTPS [::1]:443; SOCKS5 a:1', 'direct'],
    tokens: [
      'PROXY ',
      'HTTPS ',
      'SOCKS ',
      'SOCKS5 ',
      'DIRECT',
      ';',
      ' ',
      'a:99999',
      '@',
      'me:pw@',
      '[::',
      '%',
    ],
    parse: (input) => routesFromPac(input),
  },
  {
    name: 'documents in the sandbox',
    seeds: [
      'begincmap 1 beginbfrange <0000> <00FF> <0041> <01> <02> [<0041> <0042>] endbfrange 1 beginbfchar <01> <0041> endbfchar endcmap',
      'BT /F1 12 Tf (Hello \\(x\\) \\101) Tj [(a) -300 <0041>] TJ 1 0 0 1 0 0 Tm T* ET',
      '%PDF-1.4\n1 0 obj\n<< /Length 9 >>\nstream\nBT (x) Tj ET\nendstream\nendobj\n',
      '<?xml version="1.0"?><w:document><w:body><w:p><w:r><w:t>A &amp; B&#228;</w:t></w:r></w:p></w:body></w:document>',
      '<worksheet><sheetData><row><c t="s"><v>1</v></c></row></sheetData></worksheet><!-- x --><![CDATA[y]]>',
      'PK\u0003\u0004\u0014\0\0\0\b\0',
    ],
    tokens: [
      ...[
        '<0000> <FFFF> <0041>\n',
        '<0><0>[',
        'beginbfrange',
        'endbfrange',
        'stream\n',
        'endstream',
        ' obj',
        '(',
        ')',
      ],
      ...[
        '<!--',
        '-->',
        '<![CDATA[',
        '&#x',
        '&amp;',
        '<a ',
        '/>',
        ' t="s',
        '/Filter /FlateDecode',
        '%',
        '<<',
        '>>',
        'PK',
      ],
    ],
    parse: async (input, folder) => {
      const characters = new CharacterMap();
      readCharacterMap(input, characters);
      readContent(input, characters, new TextSink());
      try {
        const reader = new XmlReader({ open: () => {}, close: () => {}, text: () => {} });
        for (let at = 0; at < input.length; at += 1000) reader.feed(input.slice(at, at + 1000));
      } catch (error) {
        if (!(error instanceof MalformedXmlError)) throw error;
      }
      // Files cost far more than reading them, so only some go that way.
      if (input.length % 64 !== 0) return;
      const [path, textPath] = [`${folder}/document`, `${folder}/text`];
      writeFileSync(path, input, 'latin1');
      for (const type of [pdf, docx, xlsx, 'text/plain']) {
        await extract(path, type, textPath);
        rmSync(textPath);
      }
    },
  },
];
