using Slo.Cli.Infrastructure;

namespace Slo.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using CancellationTokenSource unread = new();
        return await SloTool.RunAsync(args, StandardStreams.Configuration(unread), unread.Token).ConfigureAwait(false);
    }
}
