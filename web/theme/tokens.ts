/** The colours of both themes: the one source for CSS and for the map style. */
export type Theme = 'day' | 'night';
export const THEMES: readonly Theme[] = ['day', 'night'];

export interface Tokens {
  sheet: string; panel: string; raise: string; sunk: string;
  ink1: string; ink2: string; ink3: string;
  rule: string; rule2: string;
  accent: string; accentSoft: string; onAccent: string; alert: string;
  sea: string; sea45: string; sea16: string; isobath: string; coast: string;
  landIn: string; landOut: string; wood: string; farmland: string; green: string; beach: string;
  road: string; roadCasing: string; building: string;
  waterName: string;
  borderDistrict: string; borderStreet: string; borderCommunity: string; borderGrid: string;
  /** Hillshade. */
  reliefLight: string; reliefDark: string;
  /** Seven steps, the last means more. */
  density: readonly string[];
  /** Under 2, under 1, in, over 1, over 2. */
  window: readonly [string, string, string, string, string];
  /** Lines of the hatches of under 2 and under 1. */
  hatch: readonly [string, string];
  /** Park, workshop, field. */
  park: string; workshop: string; field: string;
}

export const TOKENS: Record<Theme, Tokens> = {
  day: {
    sheet: '#F6F4EE', panel: '#FDFCF9', raise: '#FFFFFF', sunk: '#ECE9E0',
    ink1: '#1B2426', ink2: '#4A5759', ink3: '#5D696B',
    rule: '#D9D5C9', rule2: '#B9B6AA',
    accent: '#0B6B5E', accentSoft: '#DCEBE5', onAccent: '#FFFFFF', alert: '#B3164F',
    sea: '#D5E3E6', sea45: '#C9DADF', sea16: '#BCD0D7', isobath: '#A9C0C8', coast: '#5E7E89',
    landIn: '#F4F0E4', landOut: '#EAE6DA', wood: '#E3E8D4', farmland: '#F0EDDB', green: '#DEE7CC', beach: '#F3EBD3',
    road: '#FFFFFF', roadCasing: '#C6BDA8', building: '#CFCABB',
    waterName: '#335B6B',
    borderDistrict: '#2B3436', borderStreet: '#4A5557', borderCommunity: '#7C8485', borderGrid: '#A9ABA4',
    reliefLight: '#FFFDF6', reliefDark: '#6E6B56',
    density: ['#F7F0DE', '#F0D8A6', '#EBB76C', '#DD8C3D', '#B55721', '#8B381D', '#592119'],
    window: ['#3A76AC', '#95BDDA', '#F2F0E7', '#E9B270', '#B7531C'],
    hatch: ['#1D4A75', '#255C8E'],
    park: '#DD8C3D', workshop: '#B14B18', field: '#5F7F45',
  },
  night: {
    sheet: '#0A1215', panel: '#0F191C', raise: '#152226', sunk: '#070D0F',
    ink1: '#EEF0EA', ink2: '#B4BEBB', ink3: '#87938F',
    rule: '#26343A', rule2: '#3C4C52',
    accent: '#7AD3BA', accentSoft: '#17332F', onAccent: '#0A1215', alert: '#FF6F91',
    sea: '#0B171C', sea45: '#0D1B21', sea16: '#0F2027', isobath: '#1A2E36', coast: '#54717A',
    landIn: '#1B2424', landOut: '#121A1B', wood: '#18221F', farmland: '#1D2622', green: '#182620', beach: '#232A26',
    road: '#3E4A49', roadCasing: '#0A1215', building: '#2C3838',
    waterName: '#6E99A6',
    borderDistrict: '#D9DED6', borderStreet: '#8E9A96', borderCommunity: '#55625F', borderGrid: '#38433F',
    reliefLight: '#45524F', reliefDark: '#040809',
    density: ['#3A2A1F', '#623D2A', '#8C5233', '#C37C42', '#DD9E51', '#EFBF6C', '#F9ECBA'],
    window: ['#6BB5DE', '#3B6987', '#232B28', '#A86431', '#F3B35F'],
    hatch: ['#1F4C69', '#8CC4E4'],
    park: '#F3B35F', workshop: '#C37C42', field: '#9BC48A',
  },
};

/** Tokens as CSS custom properties: `ink1` → `--ink1`, lists → `--density-0`… */
export function cssVariables(tokens: Tokens): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(tokens)) {
    if (typeof value === 'string') variables[`--${name}`] = value;
    else value.forEach((colour: string, i: number) => { variables[`--${name}-${i}`] = colour; });
  }
  return variables;
}

/** Sets a theme on the page. */
export function applyTheme(theme: Theme, root: HTMLElement): void {
  root.dataset['theme'] = theme;
  root.style.colorScheme = theme === 'day' ? 'light' : 'dark';
  for (const [name, value] of Object.entries(cssVariables(TOKENS[theme]))) root.style.setProperty(name, value);
}
