namespace Slo.Cli.Infrastructure;

/// <summary>Standard output or error. After the first write error it reports the error once and discards everything else.</summary>
/// <param name="stream">Null where the process was started without it.</param>
/// <param name="isRead">Whether a reader is still there.</param>
/// <param name="ended">Told once why nothing more is written; null: nothing reads it any more.</param>
internal sealed class StandardStream(Stream? stream, Func<bool> isRead, Action<Exception?> ended) : Stream
{
    private bool _isEnded;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isEnded || buffer.IsEmpty)
        {
            return;
        }

        Exception? fault = null;
        try
        {
            if (isRead())
            {
                (stream ?? throw new IOException("it is closed")).Write(buffer);
                return;
            }
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A full disk, a descriptor that is not for writing, a limit on the size of files.
            fault = exception.InnerException ?? exception;
        }

        _isEnded = true;
        ended(fault);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    // Nothing is held back here.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
