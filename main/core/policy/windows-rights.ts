import type { MessagePart } from '../model/messages.ts';

/**
 * Who administers a Windows computer: the system, its administrators, those of the domain and the forest, the installer
 * of Windows. CREATOR OWNER and OWNER RIGHTS stand for the owner, who is checked.
 * https://learn.microsoft.com/windows/win32/secauthz/sid-strings
 * https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers
 */
const ADMINISTRATORS: ReadonlySet<string> = new Set([
  ...['SY', 'S-1-5-18', 'BA', 'S-1-5-32-544', 'LA', 'DA', 'EA'],
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
]);
const DOMAIN_ADMINISTRATORS = /^S-1-5-21(?:-\d{1,10}){3}-(?:500|512|519)$/;
const OWNER: ReadonlySet<string> = new Set(['CO', 'S-1-3-0', 'OW', 'S-1-3-4']);

/**
 * The bits of an access mask by their names in SDDL. Two letters stand for one bit, whose meaning for a file has a list
 * of its own.
 * https://learn.microsoft.com/windows/win32/secauthz/ace-strings
 * https://learn.microsoft.com/windows/win32/adsi/example-code-for-adding-an-ace-to-a-file
 * https://learn.microsoft.com/windows/win32/fileio/file-access-rights-constants
 */
const RIGHTS: Readonly<Record<string, number>> = {
  GA: 0x1000_0000,
  GX: 0x2000_0000,
  GW: 0x4000_0000,
  GR: 0x8000_0000,
  RC: 0x2_0000,
  SD: 0x1_0000,
  WD: 0x4_0000,
  WO: 0x8_0000,
  FA: 0x1f_01ff,
  FR: 0x12_0089,
  FW: 0x12_0116,
  FX: 0x12_00a0,
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
};

/** Deleting or replacing what is there, or its rights: delete, delete child, write DAC, write owner, all. */
const REPLACES = 0x1_0000 | 0x40 | 0x4_0000 | 0x8_0000 | 0x1000_0000;
/** That, and writing data, appending, writing attributes, writing at all. */
const WRITES = REPLACES | 0x2 | 0x4 | 0x10 | 0x100 | 0x4000_0000;

/** An entry: type, inheritance, rights, two GUIDs and the account. One with a condition is not understood. */
const ENTRY = /^\(([A-Z]{1,2});([A-Z]{0,40});([^;()]{0,80});[^;()]{0,80};[^;()]{0,80};([^;()]{1,190})\)/;

/**
 * What is asked of a level. In a `parent`, everybody may make new entries, as Windows allows in `C:\` and in
 * `C:\ProgramData`: that changes nothing that is there, and what somebody makes has them as its owner.
 */
type WindowsLevel = 'own' | 'parent';

/**
 * @param sddl the owner and the access list of one file or folder, such as `O:BAG:SYD:PAI(A;;FA;;;SY)(A;;0x1200a9;;;BU)`
 * @returns why others than administrators can change it, or null. What is not understood counts as a reason.
 */
export function writableOnWindows(sddl: string, path: string, level: WindowsLevel): MessagePart | null {
  const parts = /^O:([A-Z]{2}|S-[\d-]{1,180})(?:G:(?:[A-Z]{2}|S-[\d-]{1,180}))?D:([A-Z]{0,20})/.exec(sddl);
  if (parts === null) return { code: 'rights_unknown', path };
  const [start, owner = '', flags = ''] = parts;
  if (!isAdministrator(owner)) return { code: 'not_of_administrator', path };
  // No list at all lets everybody do everything.
  if (flags.includes('NO')) return { code: 'writable_by_others', path };
  const asked = level === 'own' ? WRITES : REPLACES;
  let rest = sddl.slice(start.length);
  while (rest.startsWith('(')) {
    const entry = ENTRY.exec(rest);
    if (entry === null) return { code: 'rights_unknown', path };
    const [whole, type = '', inheritance = '', rights = '', account = ''] = entry;
    rest = rest.slice(whole.length);
    const isDenial = type === 'D' || type === 'OD';
    // It is for what is made inside alone.
    const isForChildren = pairs(inheritance).includes('IO');
    if (isDenial || isForChildren || isAdministrator(account) || OWNER.has(account)) continue;
    const mask = maskOf(rights);
    if (mask === null) return { code: 'rights_unknown', path };
    if ((mask & asked) !== 0) return { code: 'writable_by_others', path };
  }
  // What may follow is the list of what is logged.
  return rest === '' || rest.startsWith('S:') ? null : { code: 'rights_unknown', path };
}

function isAdministrator(account: string): boolean {
  return ADMINISTRATORS.has(account) || DOMAIN_ADMINISTRATORS.test(account);
}

/** @returns the bits, or null for rights that are not known */
function maskOf(rights: string): number | null {
  if (/^0x[\da-f]{1,8}$/i.test(rights)) return Number.parseInt(rights, 16);
  let mask = 0;
  for (const name of pairs(rights)) {
    const bits = Object.hasOwn(RIGHTS, name) ? RIGHTS[name] : undefined;
    if (bits === undefined) return null;
    mask |= bits;
  }
  return mask;
}

function pairs(text: string): string[] {
  return text.match(/.{1,2}/gs) ?? [];
}
