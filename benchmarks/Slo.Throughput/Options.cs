using System.Globalization;

namespace Slo.Throughput;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    internal const string Usage = """
        Measures what recording, status, evaluation, history and the HTTP middleware cost, beside yardsticks in the same run.

          --quick            one process, below 45 s; without it five processes, some minutes, with a sweep
          --json             one JSON object on standard output instead of a table
          --rounds <n>       rounds per process, at least 31 (default 61 with --quick, else 101)
          --processes <n>    processes, of which the medians are reported (default 1 with --quick, else 5)
          --threads <list>   sweep: threads that record at once, for example 1,2,4 (default without --quick: 1,2)
          --trackers <list>  sweep: objectives they record into in turn, for example 1,8,100 (default without --quick: 1,8,100)
          --help             this text

        Times are nanoseconds per operation and thread unless the name says otherwise. Only ratios carry over to another machine.
        """;

    internal bool Quick { get; private init; }

    internal bool Json { get; private init; }

    internal bool Help { get; private init; }

    internal int Rounds { get; private init; }

    internal int Processes { get; private init; }

    internal int[] Threads { get; private init; } = [];

    internal int[] Trackers { get; private init; } = [];

    internal static bool TryParse(string[] args, out Options options, out string fault)
    {
        options = new Options();
        fault = "";
        for (var i = 0; i < args.Length && fault.Length == 0; i++)
        {
            var list = args[i] is "--rounds" or "--processes" or "--threads" or "--trackers" ? Numbers(args.ElementAtOrDefault(i + 1)) : [];
            (options, fault) = (args[i], list) switch
            {
                ("--quick", _) => (options with { Quick = true }, ""),
                ("--json", _) => (options with { Json = true }, ""),
                ("--help" or "-h", _) => (options with { Help = true }, ""),
                ("--rounds", [>= 31 and <= 10_000]) => (options with { Rounds = list[0] }, ""),
                ("--processes", [<= 100]) => (options with { Processes = list[0] }, ""),
                ("--threads", [_, ..]) => (options with { Threads = list }, ""),
                ("--trackers", [_, ..]) => (options with { Trackers = list }, ""),
                _ => (options, $"'{args[i]}' is not an option, or its value is missing or out of range"),
            };
            i += list.Length > 0 ? 1 : 0;
        }

        options = options.WithDefaults();
        return fault.Length == 0;
    }

    /// <summary>The arguments for one of several processes.</summary>
    internal string[] ForChild() =>
    [
        "--json", "--processes", "1", "--rounds", Rounds.ToString(CultureInfo.InvariantCulture),
        "--threads", string.Join(',', Threads), "--trackers", string.Join(',', Trackers),
    ];

    private Options WithDefaults() => this with
    {
        Rounds = Rounds > 0 ? Rounds : Quick ? 61 : 101,
        Processes = Processes > 0 ? Processes : Quick ? 1 : 5,
        Threads = Threads.Length > 0 ? Threads : Quick && Trackers.Length == 0 ? [] : [1, 2],
        Trackers = Trackers.Length > 0 ? Trackers : Quick && Threads.Length == 0 ? [] : [1, 8, 100],
    };

    // Empty if anything in it is not a number from 1 to 10,000.
    private static int[] Numbers(string? text)
    {
        int[] numbers = [.. (text ?? "").Split(',').Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 10_000 ? number : 0)];
        return numbers.Contains(0) ? [] : numbers;
    }
}
