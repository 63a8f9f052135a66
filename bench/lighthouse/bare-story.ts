/** The sample newsroom without the strip: the same pages but for its two tags. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNewsroom } from '../../src/demo/newsroom.ts';
import { projectPath } from '../../src/system/project.ts';

const tags = /<script[^>]*masthead\.js[^>]*><\/script>|<masthead-strip[^>]*>.*?<\/masthead-strip>/gs;

export async function storyWithoutStrip(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = projectPath('.cache', 'bench', 'newsroom');
  await cp(projectPath('examples', 'newsroom'), folder, { recursive: true });
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.html'))) {
    const file = join(folder, name);
    await writeFile(file, (await readFile(file, 'utf8')).replace(tags, ''));
  }
  const newsroom = createNewsroom({ host: '127.0.0.1', port: 0, gatewayUrl: 'http://127.0.0.1', folder });
  await newsroom.start();
  return { url: `${newsroom.baseUrl()}/story.html`, stop: newsroom.stop };
}
