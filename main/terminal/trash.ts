/** Puts a file into the system's trash. Loaded when it is wanted: few commands pay for it. */
export async function moveToTrash(path: string): Promise<void> {
  const { default: trash } = await import('trash');
  await trash(path, { glob: false });
}
