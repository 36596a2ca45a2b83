using System.Globalization;
using Slo.Hosting.Persistence;

namespace Slo.StoreCost;

/// <summary>Saves an hour, and loads it.</summary>
internal static class StoreRun
{
    private static readonly TimeSpan Interval = new SloStoreOptions().Interval;

    internal static async Task<string> MeasureAsync(Month month, int count)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-store-");
        try
        {
            var path = Path.Combine(folder.FullName, "slo.db");
            using SloRegistry registry = new(month.Time);
            Declare(registry, count);
            registry.Restore(month.States(count));
            Saves saves = new(registry, path, month);
            await saves.NextAsync();
            TimeSpan first = saves.Time;
            (long Data, long Disk) before = (saves.Bytes, DiskBytes());
            var rounds = (int)(TimeSpan.FromHours(1) / Interval);
            for (var i = 0; i < rounds; i++)
            {
                month.Record(registry.Trackers, (int)Interval.TotalSeconds);
                month.Time.Advance(Interval);
                registry.Evaluate();
                await saves.NextAsync();
            }

            (long Data, long Disk) hour = (saves.Bytes - before.Data, DiskBytes() - before.Disk);
            saves.Dispose();
            (TimeSpan load, TimeSpan restore) = await LoadAsync(path, month, count);
            return string.Create(CultureInfo.InvariantCulture,
                $"| {count:N0} | {first.TotalMilliseconds:N0} ms | {(saves.Time - first).TotalMilliseconds / rounds:N1} ms "
                + $"| {hour.Data / 1e6:N1} MB "
                + $"| {hour.Disk / 1e6:N1} MB | {new FileInfo(path).Length / 1e6:N1} MB | {load.TotalMilliseconds:N0} ms "
                + $"| {restore.TotalMilliseconds:N0} ms |");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The best of some: what else the machine does is not the cost.
    private static async Task<(TimeSpan Load, TimeSpan Restore)> LoadAsync(string path, Month month, int count)
    {
        (TimeSpan Load, TimeSpan Restore) best = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            using SqliteSloStore store = new(path);
            using SloRegistry registry = new(month.Time);
            Declare(registry, count);
            var started = TimeProvider.System.GetTimestamp();
            SloStoreContent content = await store.LoadAsync("", CancellationToken.None);
            TimeSpan load = TimeProvider.System.GetElapsedTime(started);
            if (registry.Restore(content.States).Count > 0 || content.Loss is not null)
            {
                throw new InvalidDataException("The store did not give back what was saved.");
            }

            TimeSpan restore = TimeProvider.System.GetElapsedTime(started) - load;
            best = i == 0 || load + restore < best.Load + best.Restore ? (load, restore) : best;
        }

        return best;
    }

    private static void Declare(SloRegistry registry, int count)
    {
        for (var i = 0; i < count; i++)
        {
            registry.Add(Month.Objective(i));
        }
    }

    // What went to the disk, in pages: the log, and the file.
    private static long DiskBytes() => OperatingSystem.IsLinux()
        ? long.Parse(
            File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes", StringComparison.Ordinal)).Split(' ')[1],
            CultureInfo.InvariantCulture)
        : 0;

    private sealed class Saves(SloRegistry registry, string path, Month month) : IDisposable
    {
        private readonly SqliteSloStore _store = new(path);
        private readonly SavedStates _states = new(registry, new SloStoreOptions());

        internal TimeSpan Time { get; private set; }

        internal long Bytes { get; private set; }

        internal async Task NextAsync()
        {
            var started = TimeProvider.System.GetTimestamp();
            DateTimeOffset now = month.Time.GetUtcNow();
            SloStoreBatch batch = _states.Next(now);
            Bytes += await _store.SaveAsync("", batch, CancellationToken.None);
            _states.Saved(batch, now);
            Time += TimeProvider.System.GetElapsedTime(started);
        }

        public void Dispose() => _store.Dispose();
    }
}
