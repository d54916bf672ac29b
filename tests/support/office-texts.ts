/** Office texts: sentences and figures for sample documents, the same at every call. */
import type { Paragraph } from './documents/docx.ts';
import type { Cell } from './documents/xlsx.ts';

const REGIONS = ['North', 'South', 'East', 'West', 'Overseas'] as const;
const PRODUCTS = [
  'Chain hoist',
  'Lever hoist',
  'Wire rope',
  'Trolley',
  'Gantry crane',
  'Shackle',
  'Lifting strap',
];
const CUSTOMERS = ['Brandt & Söhne', 'Ørsted Yards', 'Kowalski Steel', 'Maison Lefèvre', 'Harbour Works Ltd'];
const OPENINGS = [
  'Demand for lighter equipment held up better than planned',
  'Two large orders moved into the next quarter',
  'Service visits took a day less than a year ago',
  'Freight became cheaper again, while steel did not',
  'The new warehouse handled its first full month',
];
const CONSEQUENCES = [
  'so the team keeps its outlook for the year.',
  'and the margin improved by half a point.',
  'which is why stocks will be lowered until spring.',
  'and customers said so in the autumn survey.',
  'so one more shift is planned from January on.',
];
const DUTIES = [
  'The Supplier shall inspect each item before dispatch and keep the record for five years.',
  'The Customer shall name one person who may place orders under this agreement.',
  'Prices are in euro (€), exclude value added tax, and hold until the end of the calendar year.',
  'Either party may end this agreement in writing with three months’ notice.',
  'Items found faulty within twenty-four months are repaired or replaced free of charge.',
  'Lifting gear is delivered with its certificate (EN 13157) and instructions in two languages.',
];

/** Every call goes on in the list, so that neighbours differ and the whole is always the same. */
function pick<T>(list: readonly [T, ...T[]] | readonly T[], at: number): T {
  const item = list[at % list.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** Spread over 0 … `below` - 1 without any pattern that a reader would see. */
function figure(at: number, below: number): number {
  // The lowest bits of such a product go up and down in turn, so they are left off.
  return (Math.imul(at + 1, 2_654_435_761) >>> 8) % below;
}

export function quarterlyReport(): readonly Paragraph[] {
  const regions = REGIONS.flatMap((region, at): readonly Paragraph[] => [
    { text: `Region ${region}`, style: 'Heading1' },
    `Revenue in region ${region} was € ${(1200 + figure(at, 900)).toLocaleString('en')} thousand, ${1 + figure(at, 9)} % above the same quarter of last year.`,
    ...Array.from(
      { length: 6 },
      (_, line) => `${pick(OPENINGS, at + line)}, ${pick(CONSEQUENCES, at * 3 + line)}`,
    ),
  ]);
  return [
    { text: 'Quarterly report, third quarter of 2026', style: 'Title' },
    'Prepared by Finance for the management board. Figures are preliminary and have not been audited.',
    ...regions,
    { text: 'Outlook', style: 'Heading1' },
    'Orders at hand cover eleven weeks. Nothing that is known today speaks against the plan for the year.',
  ];
}

export function priceList(articles: number): readonly (readonly Cell[])[] {
  const rows = Array.from({ length: articles }, (_, at): readonly Cell[] => [
    `HG-${String(10_000 + at)}`,
    `${pick(PRODUCTS, at)}, ${pick(['galvanised', 'stainless', 'painted'], figure(at, 3))}`,
    250 + figure(at, 40) * 50,
    Math.round(4_900 + figure(at, 99_000)) / 100,
    pick(['in stock', '2 weeks', 'on request'], figure(at, 7)),
  ]);
  return [['Article', 'Description', 'Load in kg', 'Price in €', 'Availability'], ...rows];
}

/** Lines of CSV as RFC 4180 wants them: quoted where a comma is inside, ended by CR and LF. */
export function transactions(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor((at * 270) / count))).toISOString().slice(0, 10);
    const amount = (figure(at, 250_000) / 100).toFixed(2);
    const product = `"${pick(PRODUCTS, figure(at, 70))}, ${1 + figure(at, 12)} pcs"`;
    return `${day},${200_000 + at},${pick(CUSTOMERS, figure(at, 50))},${pick(REGIONS, figure(at, 90))},${product},${amount}`;
  });
  return `${['date,order,customer,region,item,amount_eur', ...lines].join('\r\n')}\r\n`;
}

export function meetingNotes(): string {
  const points = Array.from(
    { length: 12 },
    (_, at) =>
      `${at + 1}. ${pick(PRODUCTS, at)}: ${pick(OPENINGS, at).toLowerCase()}, ${pick(CONSEQUENCES, at * 2)}\n` +
      `   → ${pick(['Anna', 'Björn', 'Chidi', 'Dunja'], at)} looks into it by ${1 + figure(at, 28)} December.\n`,
  );
  return `Sales meeting, 12 November 2026\nPresent: Anna, Björn, Chidi, Dunja\n\n${points.join('\n')}\nNext meeting: 26 November, 10:00, room 3.\n`;
}

export function agreement(clauses: number): readonly string[] {
  const lines = Array.from({ length: clauses }, (_, at) => [
    `${at + 1}. ${pick(DUTIES, at)} ${pick(DUTIES, at + 2)}`,
    `     This holds for ${pick(PRODUCTS, at).toLowerCase()}s ordered by ${pick(CUSTOMERS, at)} (annex ${1 + figure(at, 9)}).`,
    '',
  ]);
  return [
    'FRAMEWORK AGREEMENT FOR LIFTING EQUIPMENT',
    'between the Supplier and the Customer',
    '',
    ...lines.flat(),
  ];
}
