using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Notifications;
using Slo.Hosting.Sources;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Follows the configuration while the app runs. A new set is built whole, from code and configuration together; if any of it is wrong,
/// the last good set stays, and log, health and metric say so. An options monitor would throw at every reader instead.
/// </summary>
internal sealed class SloReloader : IHostedService, IDisposable
{
    // An editor writes a file in several steps, and each is a change; but who writes all the time is not waited for.
    internal static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(250);
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int MaximumReason = 10_000;

    private readonly string _set;
    private readonly IConfiguration[] _sections;
    private readonly ISloChangeTokenSource[] _others;
    private readonly IConfiguration? _configuration;
    private readonly IOptionsFactory<SloOptions> _options;
    private readonly SloRegistry _registry;
    private readonly InstrumentSource _instruments;
    private readonly NotificationTargets? _targets;
    private readonly SloConfigurationState _state;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Counter<long>? _rejections;
    private readonly ConfigurationFiles _files;
    private readonly Lock _gate = new();
    private readonly Lock _waiting = new();
    private readonly List<IDisposable> _subscriptions = [];
    private IConfiguration[] _given = [];
    private (string Reason, string Content, int Others)? _refused;
    private long? _firstChange;
    private int _othersChanges;
    private bool _isStopped;

    public SloReloader(
        string set, IEnumerable<IConfiguration> sections, IEnumerable<ISloChangeTokenSource> others, IOptionsFactory<SloOptions> options, SloRegistry registry, InstrumentSource instruments,
        NotificationTargets? targets, SloConfigurationState state, TimeProvider time, ILogger logger, IMeterFactory? meters, IConfiguration? configuration)
    {
        _set = set;
        _sections = [.. sections];
        _others = [.. others];
        _configuration = configuration;
        _options = options;
        _registry = registry;
        _instruments = instruments;
        _targets = targets;
        _state = state;
        _time = time;
        _logger = logger;
        _files = new ConfigurationFiles(time);
        _timer = time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _rejections = meters?.Create(SloTelemetry.MeterName).CreateCounter<long>(
            "slo.config.rejections", "{rejection}", "New configurations rejected because of a fault.");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Files of definitions as code, and whatever else the app follows in the way of options.
        foreach (ISloChangeTokenSource other in _others)
        {
            _subscriptions.Add(ChangeToken.OnChange(other.GetChangeToken, OtherChanged));
        }

        if (_sections.Length == 0)
        {
            return Task.CompletedTask;
        }

        _given = [.. _sections.Where(HasValues)];
        _files.Watch(_configuration, Changed);
        foreach (IConfiguration section in _sections)
        {
            _subscriptions.Add(ChangeToken.OnChange(section.GetReloadToken, Changed));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Unsubscribe();

        // A reload that hangs, in a file system or in code of the app, is not waited for longer than the host allows.
        await Task.Run(Close, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        Unsubscribe();
        _timer.Dispose();
    }

    /// <summary>Reads everything anew and takes it over if all of it is right.</summary>
    internal void Reload()
    {
        lock (_waiting)
        {
            _firstChange = null;
        }

        // One that waited here for another that hangs would take a thread.
        if (!_gate.TryEnter())
        {
            Changed();
            return;
        }

        var isNewlyRefused = false;
        try
        {
            isNewlyRefused = !_isStopped && !TakeOver();
        }
        finally
        {
            _gate.Exit();
        }

        if (isNewlyRefused)
        {
            CountRejection();
        }
    }

    /// <returns>False if it was refused, and that is news.</returns>
    private bool TakeOver()
    {
        (string? problem, string content) = _files.Look();

        // Of a file that cannot be read the provider drops the values a moment later: that is no other change.
        content += problem is null ? Values() : "";
        try
        {
            if ((problem ?? Gone()) is { } unreadable)
            {
                return !Refuse(unreadable, content);
            }

            SloOptions read = _options.Create(_set);
            SloDefinitionChanges changes = _registry.Replace(read.Built);
            _targets?.Replace(read.Notifications);
            _state.Accept();
            _refused = null;
            if (!changes.IsEmpty)
            {
                _instruments.Refresh();
                _logger.Reloaded(changes.Added.Count, changes.Removed.Count, changes.Redefined.Count, changes.Restarted.Count);
                LogWarnings(changes);
            }

            return true;
        }
#pragma warning disable CA1031 // A section that cannot be bound, code that throws: the last good set stays, whatever it was.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return !Refuse(Reason(exception), content);
        }
    }

    // Faults are worded for a log. The message of any other exception may quote a value, and so a secret.
    private static string Reason(Exception exception) => exception switch
    {
        SloDefinitionException faulty => string.Join("; ", faulty.Faults),
        OptionsValidationException invalid => string.Join("; ", invalid.Failures),
        _ => $"reading it threw {exception.GetType().Name}",
    };

    private void LogWarnings(SloDefinitionChanges changes)
    {
        foreach (var name in (string[])[.. changes.Added, .. changes.Redefined, .. changes.Restarted])
        {
            if (_registry.TryGet(name, out SloTracker? tracker))
            {
                foreach (var warning in tracker.Objective.Warnings)
                {
                    _logger.DefinitionWarning(warning);
                }
            }
        }
    }

    private static bool HasValues(IConfiguration section) => section.GetChildren().Any();

    private void Changed()
    {
        lock (_waiting)
        {
            var now = _time.GetTimestamp();
            TimeSpan left = Patience - _time.GetElapsedTime(_firstChange ??= now, now);
            _timer.Change(left > Settling ? Settling : left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void OtherChanged()
    {
        lock (_waiting)
        {
            _othersChanges++;
        }

        Changed();
    }

    // Of sources that are not files: to tell one change from the next.
    private string Values() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', _given.SelectMany(section => section.AsEnumerable()).Select(pair => $"{pair.Key}={pair.Value}")))));

    private string? Gone() => _given.FirstOrDefault(section => !HasValues(section)) is { } gone
        ? $"{(gone as IConfigurationSection)?.Path}: the section is gone; put it back, or restart without it"
        : null;

    /// <returns>Whether it is news.</returns>
    private bool Refuse(string reason, string content)
    {
        // It may quote a file, a value or another library.
        reason = SloText.OneLine(reason, MaximumReason);
        _state.Refuse(reason);

        // The platform often tells of one change several times, and files are looked at besides.
        var refused = (reason, content, OthersChanges());
        if (refused == _refused)
        {
            return false;
        }

        _refused = refused;
        _logger.ReloadRefused(reason);
        return true;
    }

    // Outside the gate: a listener of the meter is the app's code, and one that blocks must not keep the repair out.
    private void CountRejection()
    {
        try
        {
            _rejections?.Add(1);
        }
#pragma warning disable CA1031 // This runs on a timer: what a listener throws would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private int OthersChanges()
    {
        lock (_waiting)
        {
            return _othersChanges;
        }
    }

    private void Close()
    {
        lock (_gate)
        {
            _isStopped = true;
        }
    }

    private void Unsubscribe()
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _subscriptions.Clear();
        _files.Dispose();
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
