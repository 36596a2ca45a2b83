using System.Text;
using Slo.Shared.History;

namespace Slo.Hosting.Backfill;

/// <summary>A folder with a file <c>NAME.csv</c> for each objective.</summary>
internal sealed class CsvHistorySource(string folder, TimeSpan? step) : IHistorySource
{
    private const long LargestFile = 64 * 1024 * 1024;

    public string Name => folder;

    public Task<IReadOnlyList<SloHistoryStep>> ReadAsync(
        SloObjective objective, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // What a name may have in it that a file may not: the folder cannot be left.
        var name = objective.Name + ".csv";
        FileInfo file = new(Path.Combine(folder, name));
        if (Path.GetFileName(name) != name || !file.Exists)
        {
            return Task.FromResult<IReadOnlyList<SloHistoryStep>>([]);
        }

        if (file.Length > LargestFile)
        {
            throw new HistoryFaultException($"{name}: has more than 64 MB; leave out what is older than the period");
        }

        using StreamReader text = new(file.FullName, new UTF8Encoding(false));
        var now = to.ToUnixTimeSeconds();
        return Task.FromResult<IReadOnlyList<SloHistoryStep>>(
        [
            .. HistoryRows.ToSteps(new TraceReader(name, now).Read(text), (long?)step?.TotalSeconds, now)
                .Where(one => one.To > from && one.To <= to),
        ]);
    }
}
