/** What a page's heap holds beside the code that the engine makes of its scripts, by a snapshot of all that is in it. */
import type { CDPSession } from 'playwright-core';

/** As V8 writes it (v8-profiler.h, `HeapSnapshot::Serialize`): nodes are rows of a flat list of numbers. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
}

/** In MB: objects, texts, elements. Compiled code is left out: V8 makes more of it the longer a function is in use. */
export async function objectsMb(cdp: CDPSession): Promise<number> {
  const { snapshot, nodes } = JSON.parse(await snapshotText(cdp)) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const code = types[0].indexOf('code');
  let bytes = 0;
  for (let node = 0; node < nodes.length; node += fields.length)
    if (nodes[node + type] !== code) bytes += nodes[node + size] ?? 0;
  return bytes / 1e6;
}

/** It collects what nobody holds by itself, before it looks. */
async function snapshotText(cdp: CDPSession): Promise<string> {
  const parts: string[] = [];
  const take = ({ chunk }: { readonly chunk: string }) => void parts.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take);
  return parts.join('');
}
