import { describe, expect, it } from 'vitest';
import { writableOnWindows } from '../../../../main/core/policy/windows-rights.ts';

const PATH = 'C:\\ProgramData\\Hoist\\policy.json';
const TRUSTED_INSTALLER = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';
const PERSON = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const own = (sddl: string) => writableOnWindows(sddl, PATH, 'own');
const parent = (sddl: string) => writableOnWindows(sddl, PATH, 'parent');

/** What `Get-Acl` says of `C:\ProgramData` and of `C:\` where nobody has changed them. */
const PROGRAM_DATA =
  'O:SYG:SYD:PAI(A;OICIIO;GA;;;CO)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)';
const DRIVE = `O:${TRUSTED_INSTALLER}G:${TRUSTED_INSTALLER}D:PAI(A;OICIIO;SDGXGWGR;;;AU)(A;;LC;;;AU)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)`;

describe('an access list of Windows', () => {
  it.each([
    'O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)',
    'O:SYG:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FR;;;WD)',
    `O:${TRUSTED_INSTALLER}D:(A;;FA;;;${TRUSTED_INSTALLER})(A;;GR;;;WD)`,
    'O:S-1-5-32-544D:(A;;FA;;;S-1-5-18)(D;;FA;;;WD)',
    'O:S-1-5-21-1-2-3-500D:(A;;FA;;;S-1-5-21-1-2-3-512)(A;;FA;;;CO)',
    'O:BAD:(A;;FA;;;BA)(A;OICIIO;FA;;;BU)',
    'O:BAD:(A;;FA;;;BA)(A;;FR;;;WD)S:AI(AU;SA;FA;;;WD)',
  ])('lets nobody but administrators write: %s', (sddl) => {
    expect(own(sddl)).toBeNull();
  });

  it.each([
    ['the owner is a person', `O:${PERSON}D:(A;;FA;;;BA)`, 'not_of_administrator'],
    ['everybody may do everything', 'O:BAD:(A;;FA;;;WD)', 'writable_by_others'],
    ['users may write data', 'O:BAD:(A;;0x120116;;;BU)', 'writable_by_others'],
    ['users may delete', 'O:BAD:(A;;SD;;;BU)', 'writable_by_others'],
    ['users may change the list', 'O:BAD:(A;;WD;;;BU)', 'writable_by_others'],
    ['users may take it over', 'O:BAD:(A;;FRWO;;;AU)', 'writable_by_others'],
    ['a person may write', `O:BAD:(A;;FA;;;BA)(A;;GW;;;${PERSON})`, 'writable_by_others'],
    ['an entry has a condition', 'O:BAD:(XA;;FR;;;WD;(1==1))', 'rights_unknown'],
    ['there is no list at all', 'O:BAD:NO_ACCESS_CONTROL', 'writable_by_others'],
    ['there is no owner', 'D:(A;;FA;;;BA)', 'rights_unknown'],
    ['a right is not known', 'O:BAD:(A;;ZZ;;;BU)', 'rights_unknown'],
    ['it ends in the middle', 'O:BAD:(A;;FA;;;BA)(A;;FR;;', 'rights_unknown'],
    ['it is empty', '', 'rights_unknown'],
  ])('does not count if %s', (_what, sddl, code) => {
    expect(own(sddl)).toMatchObject({ code });
  });

  it('lets a folder of Windows take new entries, and nobody replace what is in it', () => {
    expect([parent(PROGRAM_DATA), parent(DRIVE)]).toEqual([null, null]);
    expect([own(PROGRAM_DATA), own(DRIVE)]).toMatchObject([
      { code: 'writable_by_others' },
      { code: 'writable_by_others' },
    ]);
    expect(parent('O:SYD:(A;;DT;;;BU)')).toMatchObject({ code: 'writable_by_others' });
    expect(parent('O:SYD:(A;;0x1301bf;;;BU)')).toMatchObject({ code: 'writable_by_others' });
  });
});
