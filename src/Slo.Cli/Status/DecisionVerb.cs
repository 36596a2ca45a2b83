using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>A verb that adds, lists and takes back what is decided while an app runs.</summary>
internal abstract class DecisionVerb : Verb
{
    private readonly Option[] _adding;
    private readonly Option<bool> _list;
    private readonly Option<string?> _undo;
    private readonly AdminOptions _app = new("Who decided it", "Why.");
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    private protected DecisionVerb(string name, string description, Option<string?> undo, params Option[] adding)
        : base(name, description)
    {
        _list = new("--list") { Description = "Show what was decided while the app ran." };
        _undo = undo;
        _adding = adding;
        foreach (Option option in adding)
        {
            Add(option);
        }

        Add(Objective);
        Add(_list);
        Add(_undo);
        _app.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    private protected Option<string?> Objective { get; } = new("--objective", "-n") { HelpName = "OBJECTIVE" };

    /// <summary>Below the prefix of the API.</summary>
    private protected abstract string Path { get; }

    /// <summary>The member of the list in JSON.</summary>
    private protected abstract string Items { get; }

    /// <summary>The columns of the table.</summary>
    private protected abstract string[] Heads { get; }

    /// <summary>What is to be given for a new one.</summary>
    private protected abstract string Form { get; }

    /// <summary>What became of one that was taken back.</summary>
    private protected abstract string Undone { get; }

    /// <summary>Whether it is <see cref="Form"/> that is given.</summary>
    private protected abstract bool IsWhole(ParseResult arguments);

    /// <summary>The members of a new one.</summary>
    private protected abstract void Write(Utf8JsonWriter json, ParseResult arguments);

    /// <summary>A row of the table.</summary>
    private protected abstract string[] CellsOf(JsonElement item);

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var isAdding = _adding.Any(option => arguments.GetResult(option) is not null);
        (bool isList, string? id) = (arguments.GetValue(_list), arguments.GetValue(_undo));
        bool[] wanted = [isAdding, isList, id is not null];
        if (wanted.Count(one => one) != 1 || (isAdding && !IsWhole(arguments)))
        {
            throw new ToolException(ExitCode.Usage, $"{Name}: write {Form}, or --list, or {_undo.Name} ID");
        }

        return _app.RunAsync(arguments, request => isList ? ListAsync(arguments, request, cancel)
            : id is null ? AddAsync(arguments, request(Path), cancel)
            : UndoAsync(arguments, id, request, cancel));
    }

    private async Task ListAsync(ParseResult arguments, Func<string, JsonRequest> requestOf, CancellationToken cancel)
    {
        JsonRequest request = requestOf(
            arguments.GetValue(Objective) is { } objective ? $"{Path}?slo={Uri.EscapeDataString(objective)}" : Path);
        using JsonDocument page = await request.GetAsync(cancel).ConfigureAwait(false);
        Show(arguments, request.Read(page, root => root.GetProperty(Items).EnumerateArray().Select(Row).ToArray()));
    }

    private async Task AddAsync(ParseResult arguments, JsonRequest request, CancellationToken cancel)
    {
        using JsonDocument item = await request.PostAsync(
            json =>
            {
                Write(json, arguments);
                json.WriteStringOrNull("objective", arguments.GetValue(Objective));
                _app.WriteTo(json, arguments);
            },
            cancel).ConfigureAwait(false);
        Show(arguments, [request.Read(item, Row)]);
    }

    private async Task UndoAsync(ParseResult arguments, string id, Func<string, JsonRequest> requestOf, CancellationToken cancel)
    {
        await requestOf(_app.Deletion(Path, id, arguments)).DeleteAsync(cancel).ConfigureAwait(false);
        new Screen(ToolConfiguration.Of(arguments)).Line($"{id} {Undone}");
    }

    private (JsonElement Item, string[] Cells) Row(JsonElement item) => (item, CellsOf(item));

    private void Show(ParseResult arguments, (JsonElement Item, string[] Cells)[] rows)
    {
        var configuration = ToolConfiguration.Of(arguments);
        switch (arguments.GetRequiredValue(_format))
        {
            case "json":
                JsonResult.Write(configuration.Output, json =>
                {
                    json.WriteStartArray(Items);
                    foreach ((JsonElement item, _) in rows)
                    {
                        item.WriteTo(json);
                    }

                    json.WriteEndArray();
                });
                break;
            case "markdown":
                MarkdownTable.Write(configuration.Output, Heads, rows.Select(row => row.Cells));
                break;
            default:
                new Screen(configuration).Table(Heads, rows.Select(row => row.Cells));
                break;
        }
    }

    /// <summary>A member that is a text, or null.</summary>
    private protected static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
