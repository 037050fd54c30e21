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
    const { deadlineMs } = readConfig(set);
    const pause = Number(lifecycle.preStop.exec.command[1]);
    expect(pause).toBeGreaterThan(readinessProbe.periodSeconds * readinessProbe.failureThreshold);
    expect(grace).toBe(pause + deadlineMs / 1000 + 5);
  });

  test('sets variables that the gateway knows', () => {
    const known = Object.values(OPTIONS).map(({ variable }): string => variable);
    const [{ env }] = read('kubernetes/deployment.yaml').spec.template.spec.containers;
    expect(env.map(({ name }: { name: string }) => name).filter((name: string) => !known.includes(name))).toEqual([]);
  });
});

test('compose.yaml mounts files that are there, and its balancer and Prometheus name its gateways', () => {
  const { services } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true });
  const gateways = Object.keys(services).filter((name) => name.startsWith('gateway-'));
  expect(gateways).toHaveLength(2);
  for (const gateway of gateways) {
    expect(readFileSync('deploy/nginx/nginx.conf', 'utf8')).toContain(`server ${gateway}:4000;`);
    expect(read('prometheus/prometheus.yaml').scrape_configs[0].static_configs[0].targets).toContain(`${gateway}:4000`);
  }
});

test('alerts ask for metrics that the gateway has', async () => {
  const { createMetrics } = await import('../../src/observe/metrics.js');
  const text = await createMetrics({ reports: [], routes: [], droppedLogLines: () => 0, build: { version: '1', revision: '1' } }).text();
  const named = [...readFileSync('deploy/prometheus/alerts.yaml', 'utf8').matchAll(/\breports_gateway_\w+/g)].map(([name]) => name);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
});
