using Slo;
using Slo.StateProbe;

if (args is [var file, "host"])
{
    await HostedProbe.RunAsync(file);
    return;
}

if (args is [var database, "once" or "again", var point])
{
    await ReactingProbe.RunAsync(database, args[1], Enum.Parse<KillPoint>(point));
    return;
}

// Records, evaluates and saves as fast as it can, and says what it does, until it is killed:
// LOST and REFUSED (what the store says), LOADED good total, and then over and over RECORD good total (before it is saved) and SAVED good total.
var path = args[0];
using SqliteSloStore store = new(path);
using SloRegistry registry = new();
try
{
    SloStoreContent content = await store.LoadAsync("", CancellationToken.None);
    if (content.Loss is { } loss)
    {
        Say($"LOST {loss}");
    }

    if (registry.Restore(content.States).Count > 0)
    {
        Say("REFUSED states do not continue each other");
    }
}
catch (Exception exception) when (IsOfStore(exception))
{
    // A host would go on without the store, and try it again.
    Say($"REFUSED {SloText.OneLine(exception.Message)}");
}

SloTracker tracker = registry.Add(new SloObjectiveBuilder("probe").TargetPercent(99).Build());
registry.Evaluate();
Count("LOADED");
IReadOnlyList<SloObjectiveState> marks = [];
for (var round = 0; ; round++)
{
    tracker.Record(good: 1 + (round % 7), bad: round % 3);
    registry.Evaluate();
    Count("RECORD");
    await SaveAsync(isWhole: round % 50 == 0 || marks.Count == 0);
}

async Task SaveAsync(bool isWhole)
{
    IReadOnlyList<SloObjectiveState> states = registry.Capture(isWhole ? [] : marks);
    marks = [];
    try
    {
        await store.SaveAsync("", new(states) { ReplacesAdditions = isWhole }, CancellationToken.None);
        marks = [.. states.Select(state => state.ToMark())];
        Count("SAVED");
    }
    catch (Exception exception) when (IsOfStore(exception))
    {
        // A host goes on, and saves everything later.
    }
}

static bool IsOfStore(Exception exception) =>
    exception is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException;

void Count(string what) => Say(string.Create(
    System.Globalization.CultureInfo.InvariantCulture, $"{what} {tracker.Status.Events.Good} {tracker.Status.Events.Total}"));

static void Say(string line)
{
    Console.Out.WriteLine(line);
    Console.Out.Flush();
}
