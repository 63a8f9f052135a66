/** Where on this machine the names, ports and paths of a compose file lie while it is played; starts nothing. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../support/redis/free-port.ts';
import type { ComposeFile } from './compose-file.ts';

export interface Places {
  /** The port of the loopback that stands for a container's. */
  port(service: string, containerPort: number): number;
  /** A text of the service's as it must be said here. `from`: whose 127.0.0.1 it speaks of, its own or the machine's. */
  here(service: string, text: string, from: 'container' | 'machine'): string;
}

/** What any of the programs listens to by itself. */
const containerPorts = [6_379, 8_080, 8_081, 8_082, 8_083];

/** Below `folder` each volume gets a folder of its own. */
export async function choosePlaces(
  { services, volumes, folder: base }: ComposeFile,
  folder: string,
): Promise<Places> {
  const ports = new Map<string, number>();
  const taken = new Set<number>();
  for (const service of Object.keys(services)) {
    for (const port of containerPorts) ports.set(`${service}:${port}`, await another(taken));
  }
  for (const name of Object.keys(volumes)) await mkdir(path.join(folder, name));

  const port = (service: string, containerPort: number): number => {
    const found = ports.get(`${service}:${containerPort}`);
    if (found === undefined) throw new Error(`nobody listens to ${containerPort} in ${service}`);
    return found;
  };
  /** Who is meant by a port of the machine: the service that publishes it. */
  const published = (machinePort: string): number => {
    for (const [service, { ports: mappings = [] }] of Object.entries(services)) {
      for (const mapping of mappings) {
        const [, outer, inner] = mapping.split(':');
        if (outer === machinePort) return port(service, Number(inner));
      }
    }
    throw new Error(`nobody publishes ${machinePort}`);
  };
  const names = new RegExp(`\\b(${Object.keys(services).join('|')}):(\\d+)`, 'g');
  const mountsOf = (service: string) =>
    (services[service]?.volumes ?? []).map((mount) => {
      const [source = '', target = ''] = mount.split(':');
      return { target, source: volumes[source] ? path.join(folder, source) : path.resolve(base, source) };
    });
  return {
    port,
    here(service, text, from) {
      const mount = mountsOf(service).find(({ target }) => text === target || text.startsWith(`${target}/`));
      if (mount !== undefined) return mount.source + text.slice(mount.target.length);
      return text
        .replaceAll(/127\.0\.0\.1:(\d+)/g, (_all, number: string) => {
          return `127.0.0.1:${from === 'machine' ? published(number) : port(service, Number(number))}`;
        })
        .replaceAll(names, (_all, name: string, number: string) => `127.0.0.1:${port(name, Number(number))}`)
        .replace(/^0\.0\.0\.0$/, '127.0.0.1');
    },
  };
}

async function another(taken: Set<number>): Promise<number> {
  const port = await freePort();
  if (taken.has(port)) return another(taken);
  taken.add(port);
  return port;
}
