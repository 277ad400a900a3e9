/** Words of sign-in, one's own account and administration. */
export default {
  form: { show: '显示密码', hide: '隐藏密码', cancel: '取消', done: '完成' },
  role: { viewer: '查看员', leader: '领导', planner: '划分员', dispatcher: '派遣员', admin: '管理员' },
  roleMay: {
    viewer: '看地图、网格和汇总数字', leader: '看地图和单件事件', planner: '看地图，重新划分网格',
    dispatcher: '看地图，处理事件', admin: '全部权限，另管账号和设置',
  },
  signIn: {
    title: '登录', again: '请重新登录', tagline: '社区网格一张图', projection: '双标准纬线等积圆锥投影，25° 与 47°，中央经线 105°', origin: '大地原点',
    login: '登录名', password: '密码', do: '登录', busy: '正在登录…', back: '换一个账号', instead: '改用已有账号登录',
    codeAsk: '{login} 开启了两步验证。', code: '动态验证码', codeHint: '身份验证器里的 6 位数字，或一个备用码。', oidc: '用{name}登录',
    ended: '{name}的登录已结束。画面和未完成的操作都还在，登录后接着做。',
    demo: '演示账号', demoNote: '一点即进，仅限虚构的澜川区。换成真实数据后，这些账号全部失效。',
    privacy: '图上只有地方、网格和汇总数字，不存居民、家庭成员和个人轨迹。',
  },
  password: { current: '现在的密码', next: '新密码', hint: '至少 {n} 个字符，长句子比怪符号好记也更安全。', again: '再输一遍', differs: '两遍不一样。', do: '修改密码', changed: '密码已修改，其他设备上的登录已全部退出。' },
  setup: {
    title: '第一位管理员', about: '这个系统还没有管理员。这里建立的账号可以邀请其他人。', loginHint: '字母、数字、点和短横，登录时用。', name: '姓名或岗位', nameHint: '审计记录里显示的名称。', do: '建立管理员',
    noneTitle: '还没有管理员', none: '要有一位管理员，才能邀请别人登录。', noneDo: '请打开 {start} 启动时在服务器上显示的一次性链接。',
  },
  invitation: { title: '设置密码', about: '管理员已为你建好账号。设好密码就能登录，这个链接只用一次。', do: '设好并登录' },
  problem: {
    wait: '尝试太多次了，请等 {n} 秒再试。', unreachable: '连不上服务器，请稍后再试。', credentials: '登录名或密码不对。', code: '验证码不对，或已经用过；请用最新的一个。',
    weak: '这个密码太短、太常见或和登录名太像，请换一个。', current: '密码不对。', taken: '这个登录名已经有人用了。', link: '这个链接已用过或已过期，请找管理员要新的。',
    right: '这件事需要“{right}”权限，可以找管理员开通。', other: '没有成功：{reason}',
  },
  right: { aggregates: '看地图和汇总', points: '看单件事件', plans: '划分网格', incidents: '处理事件', administration: '管理' },
  tokenKind: { key: '接口密钥', wall: '大屏令牌', share: '共享链接' },
  tokenAbout: { key: '给其他系统调用接口用，放在请求头里。', wall: '给大屏用的登录链接，只能看汇总，不用输密码。' },
  account: {
    menu: '账号：{name}', demo: '演示账号', roles: '角色', area: '范围', everywhere: '全部', wholeDistrict: '全区', and: '、',
    security: '账号与安全', password: '修改密码', signOut: '退出登录', signOutEverywhere: '在所有设备上退出', leave: '离开共享画面',
    demoNote: '演示账号人人可用，不能改密码，也不能开两步验证。', elsewhere: '密码和两步验证由统一登录管理，不在这里改。',
  },
  second: {
    title: '两步验证', on: '已开启', off: '未开启', about: '登录时除了密码，还要输入手机身份验证器上的 6 位数字。', begin: '开启', remove: '关闭两步验证', next: '下一步', password: '先输入密码，确认是本人',
    scan: '用身份验证器扫这个码。', qr: '身份验证器用的二维码', byHand: '不方便扫码时手工输入：', keep: '收好这些备用码，手机不在身边时用，每个只能用一次。', confirm: '输入身份验证器上的 6 位数字', do: '确认开启',
  },
  sessions: { title: '登录中的设备', count: '{n} 处', unknown: '未知浏览器', here: '当前', seen: '最近使用 {at}' },
  share: {
    title: '共享当前画面', about: '生成一个到期自动失效的链接。打开的人不用登录，只能看你范围内的地图和汇总，看不到单件事件和草案。', nameFor: '{name}画面',
    days: '有效期', do: '生成链接', made: '共享链接', madeNote: '链接只显示这一次，{at} 失效。可以在“管理 · 令牌”里提前吊销。',
  },
  secret: { copy: '复制', copied: '已复制' },
  admin: {
    title: '管理', back: '回到地图', accounts: '账号', tokens: '令牌', walls: '大屏', alerts: '预警', audit: '审计', settings: '设置', all: '全部', act: '操作',
    accountsAbout: '每人一个账号，按角色给权限，权限只在所选范围内有效。', newAccount: '新建账号', makeAccount: '建好并生成邀请链接', save: '保存', saved: '已保存。',
    sessions: '登录中', byOidc: '统一登录', stateLabel: '状态', state: { active: '在用', invited: '待设密码', disabled: '已停用' },
    invitation: '邀请链接', invitationNote: '只显示这一次，{at} 前有效。发给本人，打开后自己设密码。', invite: '生成邀请链接', inviteNote: '忘了密码时，重新生成邀请链接即可；原来的密码随之作废。',
    endSessions: '退出其所有设备', endSessionsAsk: '确认全部退出', sessionsEnded: '已在所有设备上退出。', disable: '停用', disableAsk: '确认停用', enable: '恢复使用', remove: '删除', removeAsk: '确认删除',
  },
  token: {
    about: '给系统、大屏和共享链接用的凭证：有权限、范围和期限，到期作废。', new: '新建令牌', name: '名称', nameHint: '写明给谁用，例如“指挥中心大屏”。', kind: '类别', rights: '权限', expires: '到期', used: '最近使用', never: '没有用过', over: '已到期', none: '还没有令牌。', make: '生成',
    rotate: '换新', rotateAsk: '确认换新', revoke: '吊销', revokeAsk: '确认吊销', rotated: '{name} 的新凭证', rotatedNote: '只显示这一次。旧凭证 24 小时后失效。', rotatedAtOnceNote: '只显示这一次。原来由别人的账号担保，旧凭证已失效。', keyNote: '只显示这一次，请交给使用它的系统保管。', wallNote: '只显示这一次。在大屏的浏览器里打开它。',
  },
  audit: {
    about: '谁在什么时候改了什么、看了哪些单件事件、导出了什么，只增不改。{verify} 在服务器上核对是否有删改。', export: '导出 CSV',
    from: '从', to: '到', actor: '谁', action: '动作', noun: '对象', search: '查询', at: '时间', what: '做了什么', address: '来自', details: '详情', open: '展开', close: '收起', nobody: '未登录', none: '这段时间没有记录。', more: '更多',
  },
  auditAction: { create: '新建', change: '修改', delete: '删除', cancel: '停止', import: '导入', read: '查看', export: '导出', signIn: '登录', signOut: '退出', refuse: '拒绝', publish: '发布' },
  auditNoun: { accounts: '账号', sessions: '登录', tokens: '令牌', settings: '设置', plans: '划分草案', comments: '批注', editions: '版本', jobs: '任务', areas: '区划', units: '基本单元', incidents: '事件', alerts: '预警', walls: '大屏', pairings: '遥控配对', audit: '审计', store: '数据库' },
  settings: { suppress: '小数字保护', below: '低于多少件不显示', belowHint: '没有“看单件事件”权限的人，看到的格子里少于这个数就不显示，也推算不出来。1 为全部显示。', keep: '保留期限', keepNote: '到期的每天清理一次，清理了多少会记入审计；审计本身一直保留。', least: '天，至少 {n}；留空为一直保留。', keepFinishedJobsDays: '已结束的任务', keepDraftPlansDays: '没人再动的划分草案', keepIncidentPointsDays: '事件的坐标（到期只去掉坐标，计数不变）' },
};
