using Fleet;
using Slo.Cli;
using Slo.Cli.Infrastructure;
using Slo.NativeProbe;

// Everything that the quick start does not use, in one program: most of what a native compiler does is for the libraries below, which all
// programs share. It prints what the packages for actions, features and chaos do in an app, or is samples/Fleet, which starts its instances as
// further processes of itself. Under the name of the tool it is the tool.
if (Path.GetFileName(Environment.ProcessPath) == "Slo.Cli")
{
    using CancellationTokenSource unread = new();
    return await SloTool.RunAsync(args, StandardStreams.Configuration(unread), unread.Token);
}

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
