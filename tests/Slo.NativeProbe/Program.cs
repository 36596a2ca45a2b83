using Fleet;
using Slo.NativeProbe;

// Everything that the quick start and the tool do not use, in one program: to compile one natively takes a minute, and all packages together
// take no longer than each of them. It prints what the packages for actions, features and chaos do in an app, or is samples/Fleet, which starts
// its instances as further processes of itself.
switch (args)
{
    case ["instance", .. var rest]:
        await ShopInstance.RunAsync(InstanceArguments.Read(rest));
        return 0;
    case ["fleet", .. var rest]:
        return await Story.TellAsync(StoryArguments.Read(rest), CancellationToken.None);
    default:
        await using (Cluster cluster = await Cluster.StartAsync())
        await using (Probe probe = await Probe.StartAsync(cluster.Kubeconfig))
        {
            await probe.RunAsync(Console.Out);
        }

        return 0;
}
