const DIGITS = '零一二三四五六七八九';

/** A whole number from 1 to 999 in Chinese: 12 → 十二, 105 → 一百零五. */
export function chineseNumeral(n: number): string {
  const hundreds = Math.floor(n / 100), tens = Math.floor(n / 10) % 10, ones = n % 10;
  const ten = tens ? `${tens === 1 && !hundreds ? '' : DIGITS[tens]}十` : hundreds && ones ? '零' : '';
  return (hundreds ? `${DIGITS[hundreds]}百` : '') + ten + (ones ? DIGITS[ones] : '');
}

interface Named { communityCode: string; communityName: string; name: string | null }

/** Gives every grid without a name the first number of its community that no grid there has or had: 望江楼社区第十二网格. */
export function nameNewGrids<Grid extends Named>(grids: Grid[], used: ReadonlySet<string>): (Omit<Grid, 'communityName'> & { name: string })[] {
  const next = new Map<string, number>();
  return grids.map(({ communityName, ...grid }) => {
    if (grid.name !== null) return { ...grid, name: grid.name };
    let number = next.get(grid.communityCode) ?? 1;
    while (used.has(`${communityName}第${chineseNumeral(number)}网格`)) number++;
    next.set(grid.communityCode, number + 1);
    return { ...grid, name: `${communityName}第${chineseNumeral(number)}网格` };
  });
}
