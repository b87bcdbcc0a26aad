// Small choices of this person in this browser (language, theme). Where the browser keeps nothing, they last as long as the page.
const memory = new Map<string, string>();

export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(`impactweb-${name}`);
  } catch {
    return memory.get(name) ?? null;
  }
}

export function writeSetting(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`impactweb-${name}`);
    else localStorage.setItem(`impactweb-${name}`, value);
  } catch {
    if (value === null) memory.delete(name);
    else memory.set(name, value);
  }
}

/** The choices that are kept. */
export function settingNames(): string[] {
  try {
    const prefix = 'impactweb-';
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  } catch {
    return [...memory.keys()];
  }
}
