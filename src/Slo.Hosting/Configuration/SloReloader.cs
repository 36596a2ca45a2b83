using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Incidents;
using Slo.Hosting.Notifications;
using Slo.Hosting.Sources;
using Slo.Hosting.Sources.Polling;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Applies changes of the configuration while the app runs. The new set is built completely, from code and configuration; if any part of
/// it is invalid, the last valid set stays in force, and log, health check and metric report it. An options monitor would throw at every
/// reader.
/// </summary>
internal sealed class SloReloader : IHostedService, IDisposable
{
    // An editor writes a file in several steps, and each is a change. While changes continue, a reload waits at most for Patience.
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
    private readonly SourceDirectory _sources;
    private readonly SloPolicies _policies;
    private readonly NotificationTargets? _targets;
    private readonly IncidentRoutes _routes;
    private readonly SloConfigurationState _state;
    private readonly AddedObjectives _added;
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
        string set, IEnumerable<IConfiguration> sections, IEnumerable<ISloChangeTokenSource> others, IOptionsFactory<SloOptions> options,
        SloRegistry registry, InstrumentSource instruments, SourceDirectory sources, SloPolicies policies,
        NotificationTargets? targets, IncidentRoutes routes,
        SloConfigurationState state, AddedObjectives added, TimeProvider time, ILogger logger, IMeterFactory? meters,
        IConfiguration? configuration)
    {
        (_set, _sections, _others) = (set, [.. sections], [.. others]);
        (_options, _configuration) = (options, configuration);
        (_registry, _instruments, _sources, _policies, _targets, _routes) = (registry, instruments, sources, policies, targets, routes);
        (_state, _added, _time, _logger) = (state, added, time, logger);
        _files = new ConfigurationFiles(time);
        _timer = time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _rejections = meters?.Create(SloTelemetry.MeterName).CreateCounter<long>(
            "slo.config.rejections", "{rejection}", "New configurations rejected because of an error.");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Definition files, and other sources of options that change.
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

        // A reload may hang in a file system or in the app's code: wait no longer than the host allows.
        await Task.Run(Close, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        Unsubscribe();
        _timer.Dispose();
    }

    /// <summary>Reads the whole configuration again, and applies it if it is valid.</summary>
    internal void Reload()
    {
        lock (_waiting)
        {
            _firstChange = null;
        }

        // Waiting for a reload that hangs would block a thread.
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

    /// <returns>False if it was refused, for a reason that was not reported yet.</returns>
    private bool TakeOver()
    {
        (string? problem, string content, var isUnread) = _files.Look();

        // The provider of an unreadable file drops its values a moment later, which is not another change.
        content += problem is null ? Values() : "";
        try
        {
            if ((problem ?? Gone()) is { } unreadable)
            {
                // Repaired, or changed again, since it was refused: what its provider read before says nothing about it.
                return (isUnread && _refused is not null) || !Refuse(unreadable, RefusalCodes.Of(null), content);
            }

            Apply(_options.Create(_set));
            return true;
        }
#pragma warning disable CA1031 // Whatever fails, for example the app's own code: the last valid set stays.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return !Refuse(Reason(exception), RefusalCodes.Of(exception), content);
        }
    }

    private void Apply(SloOptions read)
    {
        DateTimeOffset before = _time.GetUtcNow();

        // First: a new objective asks whether it has a source.
        SloDefinitionChanges sources = _sources.Replace(read.Sources);
        _registry.Canary = read.Canary;
        _registry.Dependencies = read.Dependencies;
        _routes[_set] = read.Incidents;
        SloDefinitionChanges changes = _registry.Replace(read.Built);
        _policies.Replace(read.BuiltPolicies);
        SloDefinitionChanges? targets = _targets?.Replace(read.Notifications);
        _state.Accept();
        _refused = null;
        if (!changes.IsEmpty)
        {
            _instruments.Refresh();
            _added.Tell(changes.Added, before);
        }

        if (!changes.IsEmpty || !sources.IsEmpty || targets is { IsEmpty: false })
        {
            var names = ChangedNames.Of(changes, sources, targets);
            _logger.Reloaded(changes.Added.Count, changes.Removed.Count, changes.Redefined.Count, changes.Restarted.Count, names);
            LogWarnings(changes, read.Warnings);
        }
    }

    // Findings are worded for a log. The message of any other exception may quote a value, and so a secret.
    private static string Reason(Exception exception) => exception switch
    {
        SloDefinitionException invalid => string.Join("; ", invalid.Findings),
        OptionsValidationException invalid => string.Join("; ", invalid.Failures),
        _ => $"reading it threw {exception.GetType().Name}",
    };

    private void LogWarnings(SloDefinitionChanges changes, IEnumerable<SloFinding> warnings)
    {
        IEnumerable<SloFinding> ofObjectives = ((string[])[.. changes.Added, .. changes.Redefined, .. changes.Restarted])
            .SelectMany(name => _registry.TryGet(name, out SloTracker? tracker) ? tracker.Objective.Warnings : []);
        foreach (SloFinding warning in warnings.Concat(ofObjectives))
        {
            _logger.DefinitionWarning(warning.Code, warning.Text);
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

    // Of sources that are not files, to distinguish changes.
    private string Values() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', _given.SelectMany(section => section.AsEnumerable()).Select(pair => $"{pair.Key}={pair.Value}")))));

    private string? Gone() => _given.FirstOrDefault(section => !HasValues(section)) is { } gone
        ? $"{(gone as IConfigurationSection)?.Path}: the section is gone; put it back, or restart without it"
        : null;

    /// <returns>Whether this refusal was not reported yet.</returns>
    private bool Refuse(string reason, string codes, string content)
    {
        // The reason may quote a file, a value or a message of another library.
        reason = SloText.OneLine(reason, MaximumReason);
        _state.Refuse(reason);

        // The platform often reports one change several times, and the files are checked too.
        var refused = (reason, content, OthersChanges());
        if (refused == _refused)
        {
            return false;
        }

        _refused = refused;
        _logger.ReloadRefused(codes, reason);
        return true;
    }

    // Outside the lock: a listener of the meter is the app's code, and may block; the next reload must still run.
    private void CountRejection()
    {
        try
        {
            _rejections?.Add(1);
        }
#pragma warning disable CA1031 // On a timer, an exception of a listener would end the process.
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
