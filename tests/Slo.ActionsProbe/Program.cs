using Slo.ActionsProbe;

// Prints what the packages for actions, features and chaos do in an app: also trimmed, and as native code.
await using Cluster cluster = await Cluster.StartAsync();
await using Probe probe = await Probe.StartAsync(cluster.Kubeconfig);
await probe.RunAsync(Console.Out);
