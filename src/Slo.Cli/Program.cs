using System.CommandLine;

namespace Slo.Cli;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        RootCommand root = new("Service level objectives: replay, check, convert, generate.");
        return root.Parse(args).InvokeAsync();
    }
}
