"""The pages behind the links in the mails. The only home of FastAPI and uvicorn; templates of its own."""
