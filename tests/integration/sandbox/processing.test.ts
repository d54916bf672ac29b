import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openSandbox, type Status, until } from './open-sandbox.ts';

const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');

function stepNames(status: Status): string[] {
  return status.processing_steps.map((step) => `${step.status}${step.endedAt === null ? ' …' : ''}`);
}

describe('processing', () => {
  it('goes through its steps by the clock and ends as PROCESSED', async () => {
    const clock = { ms: 1_800_000_000_000, now: () => clock.ms };
    await using box = await openSandbox({ clock, processingMs: 1_000 });
    const id = await box.upload('a.txt', 'hello');
    expect(stepNames(await box.status(id))).toEqual(['ANTIVIRUS_SCANNING …']);
    // The inspection itself goes by real time.
    await until(async () => (await readdir(box.folder)).some((name) => name.endsWith('.text')));
    await sleep(50);
    clock.ms += 300;
    expect(stepNames(await box.status(id))).toEqual(['ANTIVIRUS_SCANNING', 'TEXT_EXTRACTION …']);
    clock.ms += 500;
    expect(stepNames(await box.status(id))).toEqual(['ANTIVIRUS_SCANNING', 'TEXT_EXTRACTION', 'INDEXING …']);
    expect((await box.call(`/v1/files/${id}`)).status).toBe(409);
    clock.ms += 200;
    expect(await box.status(id)).toEqual({
      processing_status: 'PROCESSED',
      processing_steps: [
        {
          createdAt: '2027-01-15T08:00:00.000Z',
          endedAt: '2027-01-15T08:00:00.300Z',
          status: 'ANTIVIRUS_SCANNING',
        },
        {
          createdAt: '2027-01-15T08:00:00.300Z',
          endedAt: '2027-01-15T08:00:00.800Z',
          status: 'TEXT_EXTRACTION',
        },
        { createdAt: '2027-01-15T08:00:00.800Z', endedAt: '2027-01-15T08:00:01.000Z', status: 'INDEXING' },
      ],
      warnings: { empty: false, infected: false, length: false },
    });
  });

  it('takes as long as it is told, by the real clock too', async () => {
    await using box = await openSandbox({ processingMs: 300 });
    const before = Date.now();
    await box.settled(await box.upload('a.txt', 'hello'));
    expect(Date.now() - before).toBeGreaterThanOrEqual(299);
  });

  it('has no status before the bytes are there', async () => {
    await using box = await openSandbox();
    const { file_id } = await box.sign('a.txt');
    for (const path of [`/v1/files/${file_id}/status`, `/v1/files/${file_id}`]) {
      const answer = await box.call(path);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error_code: 'attachment_document_does_not_exist' });
    }
  });
});

describe('the virus scan', () => {
  it('finds its own test string', () => {
    expect(eicar).toHaveLength(68);
  });

  it.each([
    ['alone', eicar],
    ['within other text', `${'x'.repeat(900_000)}${eicar}tail`],
  ])("finds EICAR's test string %s", async (_, body) => {
    await using box = await openSandbox();
    const id = await box.upload('a.txt', body);
    const status = await box.settled(id);
    expect(status).toMatchObject({ processing_status: 'FAILED', warnings: { empty: false, infected: true } });
    expect(stepNames(status)).toEqual(['ANTIVIRUS_SCANNING']);
    const text = await box.call(`/v1/files/${id}`);
    expect([text.status, await text.json()]).toMatchObject([409, { error_code: 'conflict' }]);
    expect((await box.call(`/v1/files/${id}`, { method: 'DELETE' })).status).toBe(204);
  });
});

describe('warnings', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \r\n\t\u00a0\u3000\n'],
  ])('say that a text of %s is empty', async (_, body) => {
    await using box = await openSandbox();
    const id = await box.upload('a.txt', body);
    expect(await box.settled(id)).toMatchObject({
      processing_status: 'PROCESSED',
      warnings: { empty: true },
    });
  });

  it('say that a text was too long, and the text is cut', async () => {
    await using box = await openSandbox();
    const id = await box.upload('a.txt', 'x'.repeat(2_000_001));
    expect((await box.settled(id)).warnings).toEqual({ empty: false, infected: false, length: true });
    expect(await box.text(id)).toHaveLength(2_000_000);
  });
});
