using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Watches the files of the app's configuration beside the platform, whose watcher loses changes: of a file that cannot be opened it tells
/// nothing, of a folder that was deleted and made again it knows nothing, and sometimes the last of many saves is lost.
/// </summary>
internal sealed class ConfigurationFiles(TimeProvider time) : IDisposable
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly List<FollowedFile> _files = [];
    private ITimer? _timer;
    private volatile bool _isDisposed;

    /// <summary>Why a file cannot be read right now, or null if all can; and what all of them hold, to tell one change from the next. Of
    /// one look at each:
    /// a file that is mended between two looks would be refused once more.</summary>
    internal (string? Problem, string Content) Look()
    {
        (string? Problem, FileLook Content)[] files = [.. _files.Select(file => file.LookForProblem())];
        return (files.Select(file => file.Problem).FirstOrDefault(problem => problem is not null), string.Join('\n', files.Select(file => file.Content)));
    }

    /// <param name="configuration">The app's, if it is a root.</param>
    /// <param name="changed">Called when a file could not be read, or can be read again.</param>
    internal void Watch(IConfiguration? configuration, Action changed)
    {
        _files.AddRange(Providers(configuration).Select(provider => new FollowedFile(provider, changed)));
        if (_files.Count > 0)
        {
            // Never periodic: a file share that hangs would take one more thread at every tick.
            _timer = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Rearm();
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _timer?.Dispose();
        _files.ForEach(file => file.Dispose());
    }

    private static IEnumerable<FileConfigurationProvider> Providers(IConfiguration? configuration) =>
        ((configuration as IConfigurationRoot)?.Providers ?? []).SelectMany(Files);

    private static IEnumerable<FileConfigurationProvider> Files(IConfigurationProvider provider) => provider switch
    {
        FileConfigurationProvider file => [file],
        ChainedConfigurationProvider chained => Providers(chained.Configuration),
        _ => [],
    };

    private void Check()
    {
        try
        {
            _files.ForEach(file => file.Check());
        }
#pragma warning disable CA1031 // This runs on a timer: what a clock of the app's throws, for example, would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        finally
        {
            Rearm();
        }
    }

    private void Rearm()
    {
        if (!_isDisposed)
        {
            _timer?.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }
}
