export interface FlagOptions {
  /** A fresh folder for the profile. */
  readonly profile: string;
  /** Ports of 127.0.0.1 that pages may reach. */
  readonly reach: readonly number[];
  readonly sandbox: boolean;
}

/** Port 9 discards: whatever is not on the bypass list is sent there and gets no answer. */
const nowhere = 'http://127.0.0.1:9';

/** The command line of a browser that prints what we serve and can reach nothing else. */
export function browserFlags({ profile, reach, sandbox }: FlagOptions): string[] {
  return [
    '--headless=new',
    // With a pipe the browser ends when we do, even on SIGKILL; with a port it would be left behind.
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    ...(sandbox ? [] : ['--no-sandbox']),
    ...confinement(reach),
    ...printing,
    ...quiet,
    'about:blank',
  ];
}

/**
 * `<-loopback>` takes away the implicit exception for this machine's own services; WebRTC would go round the proxy.
 * Interception of requests is no substitute: workers and sockets slip through it.
 */
function confinement(reach: readonly number[]): string[] {
  const bypass = ['<-loopback>', ...reach.map((port) => `127.0.0.1:${port}`)].join(';');
  return [
    `--proxy-server=${nowhere}`,
    `--proxy-bypass-list=${bypass}`,
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-client-side-phishing-detection',
    '--no-pings',
  ];
}

const printing = [
  // Containers give /dev/shm 64 MB, which a large deck exceeds.
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  // Nothing is drawn to a screen: a GPU process only costs time.
  '--disable-gpu',
];

/** What a browser offers to people who look at it. The lists below the address bar are pages: they take half a second. */
const unused = [
  ...['Translate', 'AcceptCHFrame', 'MediaRouter', 'DialMediaRouteProvider', 'OptimizationHints'],
  'SpareRendererForSitePerProcess',
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
];

const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-hang-monitor',
  '--disable-popup-blocking',
  '--disable-prompt-on-repost',
  '--disable-search-engine-choice-screen',
  '--metrics-recording-only',
  '--mute-audio',
  '--password-store=basic',
  '--use-mock-keychain',
  `--disable-features=${unused.join(',')}`,
];
