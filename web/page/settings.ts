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
