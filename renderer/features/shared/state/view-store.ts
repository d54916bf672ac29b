import { createStore } from 'zustand/vanilla';
import type { AppScreen } from '../../../../preload/contract/contract.ts';

/** `auto` is the first run while nothing is set up, and the queue afterwards. */
export type Screen = 'auto' | AppScreen;

/** The settings of a folder that is to be watched, or of one that is. */
export type FolderForm =
  | { readonly kind: 'add'; readonly path: string }
  | { readonly kind: 'edit'; readonly id: string };

export interface Toast {
  /** Tells two toasts with the same text apart. */
  readonly key: number;
  readonly text: string;
  readonly tone: 'plain' | 'problem';
  /** What the person can do about it while it is shown; null where there is nothing. */
  readonly action: ToastAction | null;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
  /** Called when the toast begins to wait for the person at it, and when that ends. */
  readonly pause?: (isPaused: boolean) => void;
}

export interface ViewState {
  readonly screen: Screen;
  /** Takes the place of the list of folders. */
  readonly folderForm: FolderForm | null;
  /** The upload that the person is led to, until the queue has brought its row into sight. */
  readonly arrival: string | null;
  /** The uploads that the dialog for the person's own template is about; null while it is closed. */
  readonly copyTemplateFor: readonly string[] | null;
  readonly toast: Toast | null;
  /** What a screen reader says next. */
  readonly announcement: { readonly key: number; readonly text: string };
}

export type ViewStore = ReturnType<typeof createViewStore>;

/** Where the person is, and what the window tells them. Only this window knows it, and nothing of it is saved. */
export function createViewStore() {
  const store = createStore<ViewState>(() => ({
    screen: 'auto',
    folderForm: null,
    arrival: null,
    copyTemplateFor: null,
    toast: null,
    announcement: { key: 0, text: '' },
  }));
  let key = 0;

  return {
    ...store,
    show: (screen: Screen) => store.setState({ screen, folderForm: null }),
    openFolderForm: (folderForm: FolderForm) => store.setState({ screen: 'folders', folderForm }),
    closeFolderForm: () => store.setState({ folderForm: null }),
    /** Shows the queue with this upload selected, whatever hid its row. */
    showUpload: (id: string) => store.setState({ screen: 'auto', folderForm: null, arrival: id }),
    endArrival: () => store.setState({ arrival: null }),
    openCopyTemplate: (copyTemplateFor: readonly string[]) => store.setState({ copyTemplateFor }),
    closeCopyTemplate: () => store.setState({ copyTemplateFor: null }),
    announce: (text: string) => store.setState({ announcement: { key: ++key, text } }),
    /** Shows a text for a while, and announces it. */
    toast: (text: string, tone: Toast['tone'] = 'plain') =>
      store.setState({ toast: { key: ++key, text, tone, action: null }, announcement: { key, text } }),
    /**
     * Shows a text with a button for a while, and announces it.
     * @param hint announced as well, such as the key that does the same as the button
     * @returns the toast's key
     */
    toastWithAction(text: string, action: ToastAction, hint: string): number {
      const toast = { key: ++key, text, tone: 'plain', action } as const;
      store.setState({ toast, announcement: { key, text: `${text} ${hint}` } });
      return key;
    },
    dismissToast: () => store.setState({ toast: null }),
  };
}
