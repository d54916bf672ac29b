import type { Page } from 'playwright';
import { archiveActs } from './archive-shots.ts';
import { conversionActs } from './conversion-shots.ts';
import { detailsActs } from './details-shots.ts';
import { quotaActs } from './quota-shots.ts';

export interface Shot {
  readonly name: string;
  readonly scene: string;
  readonly colours: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
  readonly scale: number;
  readonly forcedColours: boolean;
  /** The window speaks German by the time of the picture. */
  readonly german: boolean;
  /** The person's actions before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const wide = { width: 960, height: 640 };
const small = { width: 640, height: 480 };

type Act = (page: Page) => Promise<void>;

/** A drag that hovers: the page gets real items, as from a file manager. */
function hover(types: readonly string[]): Act {
  return async (page) => {
    await page.evaluate((names) => {
      const data = new DataTransfer();
      for (const type of names) data.items.add(new File(['x'], 'file', { type }));
      window.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data, cancelable: true }));
    }, types);
  };
}

const test = (field: string, value: string): Act => {
  return async (page) => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel(field).fill(value);
    await page.getByRole('button', { name: 'Test connection' }).click();
  };
};

/** Pastes a command into the connection's form. */
function paste(command: string): Act {
  return async (page) => {
    const settings = page.getByRole('button', { name: 'Settings' });
    if ((await page.getByLabel('Base URL').count()) === 0) await settings.click();
    await page.getByLabel('Base URL').evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, command);
    await page.getByRole('button', { name: 'Test connection' }).scrollIntoViewIfNeeded();
  };
}

/** A question among the folders is part of the button's name. */
const toFolders: Act = (page) => page.getByRole('button', { name: /^Folders/ }).click();

const onFolders =
  (act: Act): Act =>
  async (page) => {
    await toFolders(page);
    await act(page);
  };

const acts: readonly { readonly name: string; readonly scene: string; readonly act: Act }[] = [
  {
    name: 'connections-menu',
    scene: 'connections',
    act: (page) => page.getByRole('button', { name: 'Connection: Work' }).click(),
  },
  {
    name: 'connections-add',
    scene: 'connections',
    act: async (page) => {
      await page.getByRole('button', { name: 'Connection: Work' }).click();
      await page.getByRole('menuitem', { name: 'Add a connection' }).click();
    },
  },
  {
    name: 'few-selected',
    scene: 'few',
    act: async (page) => {
      await page.getByRole('row', { name: /Customer list/ }).click();
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
    },
  },
  {
    name: 'few-cleared',
    scene: 'few',
    act: (page) => page.getByRole('button', { name: 'Clear finished' }).click(),
  },
  {
    name: 'batches-folded',
    scene: 'batches',
    act: (page) => page.getByRole('row', { name: /^Contracts 2026/ }).dblclick(),
  },
  { name: 'few-menu', scene: 'few', act: (page) => page.getByRole('button', { name: /^New files/ }).click() },
  {
    name: 'few-copied',
    scene: 'few',
    act: (page) => page.getByRole('button', { name: 'Copy id', exact: true }).first().click(),
  },
  {
    name: 'few-filter-failed',
    scene: 'few',
    act: (page) => page.getByRole('button', { name: /^Failed/ }).click(),
  },
  {
    name: 'failures',
    scene: 'failures',
    act: (page) => page.getByRole('button', { name: /^Failed/ }).click(),
  },
  {
    name: 'few-found',
    scene: 'few',
    act: async (page) => {
      await page.getByRole('searchbox').fill('list');
      await page.getByRole('button', { name: /^All 1/ }).waitFor();
    },
  },
  {
    name: 'few-none-found',
    scene: 'few',
    act: async (page) => {
      await page.getByRole('searchbox').fill('contract');
      await page.getByRole('button', { name: 'Show all' }).waitFor();
    },
  },
  {
    name: 'copy-menu',
    scene: 'few',
    act: (page) => page.getByRole('button', { name: 'Copy in another form' }).click(),
  },
  {
    name: 'copy-template',
    scene: 'copying',
    act: async (page) => {
      await page.getByRole('button', { name: 'Copy in another form' }).click();
      await page.getByRole('menuitem', { name: /template/ }).click();
    },
  },
  { name: 'few-drop', scene: 'few', act: hover(Array(12).fill('application/pdf')) },
  { name: 'first-run-drop', scene: 'first-run', act: hover(['application/pdf', '', '']) },
  {
    name: 'not-connected-queue',
    scene: 'not-connected',
    act: (page) => page.getByRole('button', { name: 'Show the queue' }).click(),
  },
  {
    name: 'paused-not-connected-queue',
    scene: 'paused-not-connected',
    act: (page) => page.getByRole('button', { name: 'Show the queue' }).click(),
  },
  {
    name: 'many-end',
    scene: 'many',
    act: async (page) => {
      await page.getByRole('row').first().click();
      await page.keyboard.press('End');
    },
  },
  {
    name: 'thoughtful-stuck-menu',
    scene: 'thoughtful',
    act: (page) => page.getByRole('button', { name: 'More' }).first().click(),
  },
  {
    name: 'thoughtful-already-menu',
    scene: 'thoughtful',
    act: async (page) => {
      await page.getByRole('row', { name: /Price calculation/ }).click();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'thoughtful-checked',
    scene: 'thoughtful',
    act: (page) => page.getByRole('button', { name: 'Check again' }).click(),
  },
  { name: 'paused-drop', scene: 'paused', act: hover(Array(3).fill('application/pdf')) },
  { name: 'settings', scene: 'few', act: (page) => page.getByRole('button', { name: 'Settings' }).click() },
  {
    name: 'settings-key-hold',
    scene: 'wrong-key',
    act: (page) => page.getByRole('button', { name: 'Open settings' }).click(),
  },
  {
    name: 'settings-save-hovered',
    scene: 'few',
    act: async (page) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Save' }).hover();
    },
  },
  { name: 'settings-bad-url', scene: 'few', act: test('Base URL', 'api.haufe') },
  { name: 'settings-good', scene: 'few', act: test('API key', 'right') },
  {
    name: 'settings-curl',
    scene: 'few',
    act: paste(`curl -X POST 'https://files.office.test/agents/v1/files/signed-url' -H 'api-key: k'`),
  },
  {
    name: 'settings-curl-refused',
    scene: 'first-run',
    act: paste("curl -X PUT 'https://bucket.example.com/x?X-Amz-Signature=0'"),
  },
  ...(['General', 'Uploads', 'Data'] as const).map((section) => ({
    name: `settings-${section.toLowerCase()}`,
    scene: 'few',
    act: async (page: Page) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('tab', { name: section }).click();
    },
  })),
  ...['settings-system', 'settings-wayland'].map((scene) => ({
    name: scene,
    scene,
    act: async (page: Page) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('tab', { name: 'General' }).click();
      await page.getByLabel('Shortcut for the clipboard').scrollIntoViewIfNeeded();
    },
  })),
  ...['settings-plain-key', 'settings-no-keyring'].map((scene) => ({
    name: scene,
    scene,
    act: async (page: Page) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Test connection' }).scrollIntoViewIfNeeded();
    },
  })),
  {
    name: 'first-run-organisation',
    scene: 'first-run-organisation',
    act: (page) => page.getByText('Set by your organisation').first().waitFor(),
  },
  ...(['Connection', 'Uploads', 'Data'] as const).map((section) => ({
    name: `settings-organisation-${section.toLowerCase()}`,
    scene: 'settings-organisation',
    act: async (page: Page) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('tab', { name: section }).click();
    },
  })),
  ...['unlocking', 'unlocking-waiting'].map((scene) => ({
    name: scene,
    scene,
    act: (page: Page) => page.getByText('Your API key is being fetched').waitFor(),
  })),
  {
    name: 'settings-notices',
    scene: 'settings-damaged',
    act: (page) => page.getByRole('button', { name: 'Settings' }).click(),
  },
  {
    name: 'settings-sandbox',
    scene: 'sandbox',
    act: (page) => page.getByRole('button', { name: 'Settings' }).click(),
  },
];

const folderActs: readonly { readonly name: string; readonly scene: string; readonly act: Act }[] = [
  { name: 'folders', scene: 'folders', act: toFolders },
  { name: 'folders-none', scene: 'folders-none', act: toFolders },
  { name: 'folders-odd', scene: 'folders-odd', act: toFolders },
  { name: 'folders-resting', scene: 'folders-resting', act: toFolders },
  { name: 'folders-drop', scene: 'folders-none', act: onFolders(hover([''])) },
  {
    name: 'folders-failed',
    scene: 'folders',
    act: onFolders(async (page) => {
      await page.getByRole('button', { name: '1 failed' }).click();
      await page.getByRole('button', { name: 'Show in queue' }).scrollIntoViewIfNeeded();
    }),
  },
  {
    name: 'folders-waiting',
    scene: 'folders',
    act: onFolders((page) => page.getByRole('button', { name: '2 wait' }).click()),
  },
  {
    name: 'folders-edited',
    scene: 'folders',
    act: onFolders((page) => page.getByRole('button', { name: 'Leave all 2' }).scrollIntoViewIfNeeded()),
  },
  {
    name: 'folders-remove',
    scene: 'folders-odd',
    act: onFolders((page) => page.getByRole('button', { name: 'Remove: Archive' }).click()),
  },
  {
    name: 'folder-form',
    scene: 'folders-none',
    act: onFolders((page) => page.getByRole('button', { name: 'Add folder …' }).click()),
  },
  {
    name: 'folder-form-refused',
    scene: 'folders-none',
    act: onFolders(async (page) => {
      await page.getByRole('button', { name: 'Add folder …' }).click();
      await page.getByLabel('Move it to another folder').check();
      await page.getByRole('button', { name: 'Choose folder …' }).click();
      await page.getByRole('button', { name: 'Start watching' }).click();
    }),
  },
  {
    name: 'folder-form-edit',
    scene: 'folders',
    act: onFolders((page) => page.getByRole('button', { name: 'Edit: Invoices' }).click()),
  },
];

const still = [
  'empty',
  'few',
  'batches',
  'odd-names',
  'many',
  'loading',
  'one',
  'copying',
  'all-ready',
  'rate-limited',
  'offline',
  'server-trouble',
  'storage-trouble',
  'drive-silent',
  'thoughtful',
  'paused',
  'paused-empty',
  'paused-disk-full',
  'disk-full',
  'list-damaged',
  'wrong-key',
  'sandbox',
  'sandbox-empty',
  'first-run',
  'first-run-plain-key',
  'not-connected',
  'from-folders',
];

const openActivity: Act = async (page) => {
  await page.getByTitle('Show the activity').click();
  await page.getByRole('dialog', { name: 'Activity' }).getByText('Time at the server').waitFor();
};

const activityActs: readonly Subject[] = [
  { name: 'activity-busy', scene: 'activity-busy', act: openActivity },
  { name: 'activity-others', scene: 'activity-others', act: openActivity },
  { name: 'activity-idle', scene: 'all-ready', act: openActivity },
];

const proxyActs: readonly Subject[] = [
  { name: 'proxy-asks', scene: 'proxy-login' },
  {
    name: 'proxy-login',
    scene: 'proxy-login',
    act: (page) => page.getByRole('button', { name: 'Sign in …' }).click(),
  },
];

interface Subject {
  readonly name: string;
  readonly scene: string;
  readonly act?: Act;
}

const subjects: readonly Subject[] = [
  ...still.map((scene) => ({ name: scene, scene })),
  ...acts,
  ...folderActs,
  ...archiveActs,
  ...conversionActs,
  ...detailsActs,
  ...quotaActs,
  ...proxyActs,
  ...activityActs,
];

function subjectOf(name: string): Subject {
  const subject = subjects.find((each) => each.name === name);
  if (!subject) throw new Error(`There is nothing to show under the name "${name}".`);
  return subject;
}

const plain = { scale: 1, forcedColours: false, german: false } as const;

export const shots: readonly Shot[] = [
  ...subjects.flatMap(({ name, ...subject }) =>
    (['light', 'dark'] as const).flatMap((colours) => [
      { ...subject, colours, name: `${name}-${colours}`, viewport: wide, ...plain },
      {
        ...subject,
        colours,
        name: `${name}-${colours}-small`,
        viewport: small,
        ...plain,
      },
    ]),
  ),
  ...subjects.flatMap(({ name, ...subject }) =>
    [wide, small].map((viewport) => ({
      ...subject,
      ...plain,
      viewport,
      colours: 'light' as const,
      german: true,
      name: `${name}-german${viewport === small ? '-small' : ''}`,
    })),
  ),
  // 640×480 at 200 % zoom, and the colours of the system.
  ...['few', 'thoughtful', 'first-run', 'empty', 'folders', 'folder-form', 'history', 'library-text'].map(
    (name) => ({
      ...subjectOf(name),
      name: `${name}-zoomed`,
      colours: 'light' as const,
      viewport: { width: 320, height: 240 },
      scale: 2,
      forcedColours: false,
      german: false,
    }),
  ),
  ...[
    'few',
    'thoughtful',
    'list-damaged',
    'paused',
    'folders',
    'folder-form',
    'history',
    'activity-busy',
    'history-selected',
    'library-deleting',
    'batches',
    'library-undo',
  ].map((name) => ({
    ...subjectOf(name),
    name: `${name}-forced-colours`,
    colours: 'dark' as const,
    viewport: wide,
    scale: 1,
    forcedColours: true,
    german: false,
  })),
];
