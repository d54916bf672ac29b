import { useState } from 'react';
import type { FolderRow } from '../../../preload/contract/contract.ts';
import { AlreadyHere } from './already-here.tsx';
import { EditedFiles } from './edited-files.tsx';
import { FolderCounts } from './folder-counts.tsx';
import { FolderHeading } from './folder-heading.tsx';
import { LastUpload } from './last-upload.tsx';
import { RemoveFolder } from './remove-folder.tsx';

/** One watched folder: what it is and does, what it asks, and what became of its files. */
export function FolderCard({ folder }: { readonly folder: FolderRow }) {
  const [isRemoving, setRemoving] = useState(false);
  return (
    <li className="space-y-3 rounded-xl border border-line bg-raised p-4">
      <FolderHeading folder={folder} onRemove={() => setRemoving(true)} />
      {isRemoving && <RemoveFolder folder={folder} onCancel={() => setRemoving(false)} />}
      <AlreadyHere folder={folder} />
      <EditedFiles folder={folder} />
      <div className="space-y-1 sm:pl-8">
        <LastUpload folder={folder} />
        <FolderCounts folder={folder} />
      </div>
    </li>
  );
}
