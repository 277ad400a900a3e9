/** The colours of the day sheet on paper; a test holds them to those of the screens. */
export const PALETTE = {
  paper: '#FFFFFF', sheet: '#F6F4EE', sunk: '#ECE9E0',
  ink1: '#1B2426', ink2: '#4A5759', ink3: '#5D696B', rule: '#D9D5C9', rule2: '#B9B6AA',
  accent: '#0B6B5E', accentSoft: '#DCEBE5', alert: '#B3164F',
  sea: '#D5E3E6', sea45: '#C9DADF', sea16: '#BCD0D7', coast: '#5E7E89',
  landIn: '#F4F0E4', landOut: '#EAE6DA', wood: '#E3E8D4', farmland: '#F0EDDB', green: '#DEE7CC', beach: '#F3EBD3',
  road: '#FFFFFF', roadCasing: '#C6BDA8', building: '#CFCABB', waterName: '#335B6B',
  borderDistrict: '#2B3436', borderStreet: '#4A5557', borderCommunity: '#7C8485',
  density: ['#F7F0DE', '#F0D8A6', '#EBB76C', '#DD8C3D', '#B55721', '#8B381D', '#592119'],
  window: ['#3A76AC', '#95BDDA', '#F2F0E7', '#E9B270', '#B7531C'],
  hatch: ['#1D4A75', '#255C8E'],
} as const;

/** Ink on a density step or a window class: white on the dark ones. */
export const inkOn = (fill: string): string => (luminance(fill) > 0.18 ? PALETTE.ink1 : '#FFFFFF');

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
