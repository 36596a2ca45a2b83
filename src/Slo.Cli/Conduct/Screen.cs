using Spectre.Console;

namespace Slo.Cli.Conduct;

/// <summary>Tables for people. Plain text where it is redirected, where <c>NO_COLOR</c> is set, and on a dumb terminal.</summary>
internal static class Screen
{
    private const int RedirectedWidth = 160;

    internal static IAnsiConsole Of(ToolConfiguration configuration)
    {
        var isColoured = configuration.IsOutputTerminal
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isColoured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(configuration.Output),
        });
        console.Profile.Width = configuration.IsOutputTerminal ? Math.Max(80, Console.WindowWidth) : RedirectedWidth;
        return console;
    }

    /// <summary>A table in the tool's style. A column whose head begins with &gt; is aligned to the right.</summary>
    internal static Table Table(params string[] heads)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (var head in heads)
        {
            TableColumn column = new(new Text(head.TrimStart('>'), new Style(decoration: Decoration.Bold))) { NoWrap = true };
            table.AddColumn(head.StartsWith('>') ? column.RightAligned() : column);
        }

        return table;
    }

    internal static void Row(this Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));
}
