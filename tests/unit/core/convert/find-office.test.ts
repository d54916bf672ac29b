import { describe, expect, it } from 'vitest';
import { findOffice } from '../../../../main/core/convert/office/find-office.ts';

const INSTALLED_ON_WINDOWS = 'C:\\Program Files\\LibreOffice\\program\\soffice.com';
const INSTALLED_ON_MACOS = '/Applications/LibreOffice.app/Contents/MacOS/soffice';

/** @returns what is found where these files and no others exist */
const found = (platform: NodeJS.Platform, path: string | undefined, ...files: readonly string[]) =>
  findOffice(platform, path === undefined ? {} : { PATH: path }, (file) => files.includes(file));

describe('findOffice', () => {
  it('takes the program of the PATH first', () => {
    expect(found('linux', '/bin:/own', '/own/soffice', '/usr/bin/soffice')).toBe('/own/soffice');
    expect(found('win32', 'C:\\Own;C:\\bin', 'C:\\Own\\soffice.com', INSTALLED_ON_WINDOWS)).toBe(
      'C:\\Own\\soffice.com',
    );
  });

  it.each<[NodeJS.Platform, string]>([
    ['linux', '/opt/libreoffice/program/soffice'],
    ['darwin', INSTALLED_ON_MACOS],
    ['win32', INSTALLED_ON_WINDOWS],
  ])('finds it where it is installed on %s', (platform, program) => {
    expect(found(platform, undefined, program)).toBe(program);
  });

  it('takes no program of the working folder', () => {
    expect(found('linux', ':bin:.', 'soffice', 'bin/soffice')).toBe(null);
    expect(found('win32', ';bin;.', 'soffice.com', 'bin\\soffice.com')).toBe(null);
  });

  it('takes no window program for one that waits', () => {
    expect(found('win32', 'C:\\Own', 'C:\\Own\\soffice.exe')).toBe(null);
  });
});
