/** The manifests under deploy/: valid by Kubernetes' own schemas, complete, and with times that fit the gateway's. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Service } from 'kubernetes-models/v1/Service';
import { parse } from 'yaml';
import { OPTIONS, readConfig } from '../../src/config.js';

const read = (file: string) => parse(readFileSync(`deploy/${file}`, 'utf8'));

describe('deploy/kubernetes', () => {
  const kustomization = read('kubernetes/kustomization.yaml');

  /** As Kustomize makes it: the labels of the kustomization are in every selector and template. */
  const withLabels = (manifest: ReturnType<typeof read>) => {
    const [{ pairs }] = kustomization.labels;
    const spec = manifest['kind'] === 'Deployment' ? { ...manifest['spec'], selector: { matchLabels: pairs } } : manifest['spec'];
    return { ...manifest, spec };
  };

  test.each([
    ['deployment.yaml', Deployment],
    ['service.yaml', Service],
    ['autoscaler.yaml', HorizontalPodAutoscaler],
    ['disruption-budget.yaml', PodDisruptionBudget],
    ['network-policy.yaml', NetworkPolicy],
  ])('%s is valid by the schema of its kind, and listed', (file, Kind) => {
    const manifest = withLabels(read(`kubernetes/${file}`));
    expect(() => new Kind(manifest).validate()).not.toThrow();
    expect(kustomization.resources).toContain(file);
  });

  test('an invalid manifest is refused by the same schemas', () => {
    const manifest = withLabels(read('kubernetes/deployment.yaml'));
    manifest.spec.template.spec.terminationGracePeriodSeconds = 'soon';
    expect(() => new Deployment(manifest as never).validate()).toThrow();
  });

  test('waits for the balancer, then for the deadline, before it kills', () => {
    const { terminationGracePeriodSeconds: grace, containers } = read('kubernetes/deployment.yaml').spec.template.spec;
    const [{ env, lifecycle, readinessProbe }] = containers;
    const set = Object.fromEntries(env.map(({ name, value }: { name: string; value: string }) => [name, value]));
    const { deadlineMs, drainDelayMs } = readConfig(set);
    const pause = Number(lifecycle.preStop.exec.command[1]);
    expect(pause).toBeGreaterThan(readinessProbe.periodSeconds * readinessProbe.failureThreshold);
    expect(grace).toBe(pause + (drainDelayMs + deadlineMs) / 1000 + 5);
  });

  test('has metrics and probes on the admin port, which the Service does not have and the policy opens to Prometheus alone', () => {
    const { metadata, spec } = read('kubernetes/deployment.yaml').spec.template;
    const [{ env, ports, startupProbe, livenessProbe, readinessProbe }] = spec.containers;
    const adminPort = Number(env.find(({ name }: { name: string }) => name === 'ADMIN_PORT').value);
    expect(ports).toEqual([
      { name: 'http', containerPort: 4000 },
      { name: 'admin', containerPort: adminPort },
    ]);
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.port)).toEqual(['admin', 'admin', 'admin']);
    expect(metadata.annotations['prometheus.io/port']).toBe(String(adminPort));
    expect(read('kubernetes/service.yaml').spec.ports.map(({ targetPort }: { targetPort: string }) => targetPort)).toEqual(['http']);
    const open = read('kubernetes/network-policy.yaml').spec.ingress.filter(({ from }: { from?: unknown }) => from === undefined);
    expect(open).toEqual([{ ports: [{ port: 4000, protocol: 'TCP' }] }]);
  });

  test('sets variables that the gateway knows', () => {
    const known = Object.values(OPTIONS).map(({ variable }): string => variable);
    const [{ env }] = read('kubernetes/deployment.yaml').spec.template.spec.containers;
    expect(env.map(({ name }: { name: string }) => name).filter((name: string) => !known.includes(name))).toEqual([]);
  });
});

test('compose.yaml has two gateways, whose ports the balancers and Prometheus name', () => {
  const { services } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true });
  const gateways = Object.keys(services).filter((name) => name.startsWith('gateway-'));
  expect(gateways).toHaveLength(2);
  for (const gateway of gateways) {
    const { ADMIN_PORT } = services[gateway].environment;
    const { adminPort } = readConfig({ ADMIN_PORT });
    expect(readFileSync('deploy/nginx/nginx.conf', 'utf8')).toContain(`server ${gateway}:4000 `);
    const haproxy = readFileSync('deploy/haproxy/haproxy.cfg', 'utf8');
    expect(haproxy).toContain(`server ${gateway} ${gateway}:4000\n`);
    expect(haproxy).toContain(`check port ${adminPort} `);
    expect(read('prometheus/prometheus.yaml').scrape_configs[0].static_configs[0].targets).toContain(`${gateway}:${adminPort}`);
  }
});

test('alerts ask for metrics that the gateway has', async () => {
  const { createMetrics } = await import('../../src/observe/metrics.js');
  const text = await createMetrics({ reports: [], routes: [], droppedLogLines: () => 0, build: { version: '1', revision: '1' } }).text();
  const named = [...readFileSync('deploy/prometheus/alerts.yaml', 'utf8').matchAll(/\breports_gateway_\w+/g)].map(([name]) => name);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
});
