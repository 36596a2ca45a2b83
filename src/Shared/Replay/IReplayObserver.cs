namespace Slo.Shared.Replay;

/// <summary>What a replay is watched by.</summary>
internal interface IReplayObserver
{
    /// <summary>The alert of a subject changed, at a step or between two.</summary>
    void Changed(Subject subject, SloAlertTransition transition);

    /// <summary>A subject was evaluated, at a step or between two. What changed then was told before.</summary>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="elapsed">Seconds since the evaluation before; 0 after a gap.</param>
    /// <param name="subject">The subject.</param>
    void Evaluated(long time, long elapsed, Subject subject);

    /// <summary>All subjects were evaluated at a step.</summary>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="subjects">In the order given.</param>
    void Stepped(long time, IReadOnlyList<Subject> subjects);

    /// <summary>The replay is over.</summary>
    void Ended();
}
